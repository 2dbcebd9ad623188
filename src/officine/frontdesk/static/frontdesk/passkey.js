// Joins the passkey buttons to allauth's forms. Which button does what stands in its data-passkey attribute.
'use strict';
(function () {
  const failed = document.querySelector('[data-passkey-failed]');
  const join = {
    add: (ids) => window.allauth.webauthn.forms.addForm({ids: {add: ids.button, ...ids}}),
    use: (ids) => window.allauth.webauthn.forms.authenticateForm({ids: {authenticate: ids.button, ...ids}}),
  };
  document.querySelectorAll('[data-passkey]').forEach((button) => {
    join[button.dataset.passkey]({button: button.id, credential: button.dataset.credential, data: 'js_data'});
    button.disabled = !window.PublicKeyCredential;
    button.addEventListener('click', () => { failed.hidden = true; });
  });
  document.addEventListener('allauth.error', (event) => {
    event.preventDefault();
    failed.hidden = false;
  });
})();
