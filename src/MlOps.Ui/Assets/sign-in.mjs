// The address that is printed at the start holds the token behind '#', which browsers send to nobody.
export function signInFromAddress() {
  const form = document.querySelector('form[data-sign-in]');
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  if (form && token) {
    history.replaceState(null, '', location.pathname);
    form.elements.token.value = token;
    form.requestSubmit();
  }
}
