/** Marks the live region that `announce` writes to; the innermost open dialog's own one is preferred. */
const announcerAttribute = 'data-announcer';

/**
 * Says something to screen readers, politely. What it says must also be visible on the page. Everything
 * outside a modal dialog is inert and stays unheard, so an open dialog speaks through its own region.
 */
export function announce(message: string) {
  const dialogs = document.querySelectorAll(`dialog:modal [${announcerAttribute}]`);
  const region = dialogs.item(dialogs.length - 1) ?? document.querySelector(`body > [${announcerAttribute}]`);
  if (!region) return;
  // The same words twice in a row are a change only if the region was empty in between.
  region.textContent = '';
  requestAnimationFrame(() => {
    region.textContent = message;
  });
}
