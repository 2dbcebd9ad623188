// The times appear as soon as the service is chosen; what was typed below it comes back with them.
const form = document.querySelector("[data-book-for]");

if (form) {
  const offer = form.querySelector("[data-offer]");
  let turn = 0;

  for (const button of form.querySelectorAll(".bf-show")) button.hidden = true;

  async function refresh() {
    const mine = ++turn;
    const focused = document.activeElement?.id;
    const said = new FormData(form);
    offer.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(form.dataset.times, { method: "POST", body: said });
      if (!answer.ok || answer.redirected || mine !== turn) return false;
      offer.innerHTML = await answer.text();
    } catch {
      for (const button of form.querySelectorAll(".bf-show")) button.hidden = false;
      return false; // the line is down: all that was typed stays, and the button asks again
    } finally {
      offer.removeAttribute("aria-busy");
    }
    if (focused) document.getElementById(focused)?.focus();
    return true;
  }

  form.addEventListener("change", (event) => {
    if (["service", "minutes", "day", "hour"].includes(event.target.name)) refresh();
  });

  form.addEventListener("keydown", async (event) => {
    const isField = event.target.matches("input, select");
    if (event.key !== "Enter" || !isField || event.target.name === "reason") return;
    event.preventDefault();
    if (await refresh()) form.querySelector("[data-time]")?.focus();
  });

  // What was refused is read first; then the first field that is empty.
  (document.getElementById("errors") ?? document.getElementById("refusal"))?.focus();
  for (const name of ["given_name", "family_name", "phone"]) {
    const field = form.elements[name];
    if (field && !field.value && document.activeElement === document.body) field.focus();
  }
}
