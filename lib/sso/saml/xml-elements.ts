/** Elements directly in another one, by their name in a namespace. */
export function elementsNamed(parent: Element, namespace: string, name: string): Element[] {
  return childElements(parent).filter((child) => isNamed(child, namespace, name));
}

export function childElements(parent: Element): Element[] {
  const found: Element[] = [];
  for (let child = parent.firstChild; child; child = child.nextSibling) {
    if (isElement(child)) found.push(child);
  }
  return found;
}

/** Null when it is not there, which is not the same as being empty. */
export function attribute(element: Element, name: string): string | null {
  return element.hasAttribute(name) ? element.getAttribute(name) : null;
}

export function isNamed(element: Element, namespace: string, name: string): boolean {
  return element.localName === name && element.namespaceURI === namespace;
}

function isElement(node: Node): node is Element {
  return node.nodeType === 1;
}
