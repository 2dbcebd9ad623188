// The plan shows the desk that is chosen in the list; choosing hours chooses "I choose the hours".
const form = document.querySelector("form.day");

function show() {
  const chosen = form.querySelector("input[name=resource]:checked");
  for (const desk of document.querySelectorAll(".plan .desk")) {
    desk.classList.toggle("is-chosen", Boolean(chosen) && desk.dataset.for === chosen.id);
  }
}

if (form) {
  form.addEventListener("change", (event) => {
    if (event.target.matches(".from-to select")) {
      form.querySelector("#part-hours").checked = true;
    }
    show();
  });
  show();
}
