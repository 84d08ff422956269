/** Plain letters only: they stand in addresses, and a placeholder's folded twin is made by folding them alone. */
export const givenNames = [
  'Ada', 'Aisha', 'Alejandro', 'Amara', 'Anders', 'Anika', 'Bilal', 'Camille', 'Chen', 'Chiara', 'Daniel', 'Dilnoza',
  'Elif', 'Emeka', 'Esther', 'Fatima', 'Felix', 'Greta', 'Hana', 'Hugo', 'Ingrid', 'Ivan', 'Jonas', 'Kaito', 'Katya',
  'Lars', 'Leila', 'Lucia', 'Mateo', 'Maya', 'Milan', 'Nadia', 'Noah', 'Olga', 'Omar', 'Priya', 'Ravi', 'Rosa', 'Sami',
  'Sofia', 'Tariq', 'Thandi', 'Tomas', 'Ulla', 'Vera', 'Wei', 'Yara', 'Yusuf', 'Zofia',
] as const;

export const familyNames = [
  'Abbott', 'Adeyemi', 'Almeida', 'Andersson', 'Bauer', 'Bianchi', 'Brandt', 'Castillo', 'Chowdhury', 'Costa', 'Dubois',
  'Eriksen', 'Farouk', 'Fischer', 'Garcia', 'Haddad', 'Hansen', 'Ivanova', 'Jansen', 'Kaya', 'Keller', 'Kimura',
  'Kowalski', 'Larsen', 'Lopez', 'Mbeki', 'Meyer', 'Moreau', 'Nakamura', 'Nowak', 'Okafor', 'Oliveira', 'Park', 'Patel',
  'Petrov', 'Quinn', 'Rahman', 'Rossi', 'Santos', 'Sato', 'Schneider', 'Silva', 'Singh', 'Tanaka', 'Thomsen', 'Vargas',
  'Wagner', 'Weber', 'Yilmaz', 'Zhang', 'Zeman',
] as const;

export const departments = [
  'Engineering', 'Finance', 'Legal', 'Marketing', 'Operations', 'People', 'Product', 'Sales', 'Support',
] as const;
