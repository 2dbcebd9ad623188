// The picture on the paper carries the code after a #, which never leaves the browser: it is put into the form.
const code = document.getElementById("id_code");
const carried = decodeURIComponent(location.hash.slice(1));
if (code && /^[0-9A-Z]{4}-?[0-9A-Z]{4}$/i.test(carried)) {
  code.value = carried;
  history.replaceState(null, "", location.pathname);
  code.form.querySelector("button").focus();
}
