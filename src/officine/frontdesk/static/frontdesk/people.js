// People as one types: three letters ask for the list; Enter takes its first, the arrows go through it.
const search = document.querySelector("[data-people]");

if (search) {
  const text = search.querySelector("input[type=search]");
  const found = search.querySelector("[data-found]");
  let asked = text.value.trim();
  let shown = asked;
  let waiting = 0;
  let isEntered = false;

  const links = () => [...found.querySelectorAll("a")];

  async function look() {
    const typed = text.value.trim();
    if (typed === asked) return;
    asked = typed;
    if (typed.length < 3) {
      found.replaceChildren();
      shown = typed;
      return;
    }
    try {
      const answer = await fetch(search.dataset.matches, { method: "POST", body: new FormData(search) });
      if (!answer.ok || answer.redirected || typed !== asked) return;
      found.innerHTML = await answer.text();
      shown = typed;
    } catch {
      asked = ""; // the line is down: the button still searches, and the next letter tries again
    }
    if (isEntered && shown === typed) enter();
  }

  function enter() {
    isEntered = false;
    const [first] = links();
    if (first) first.click();
    else search.querySelector("[value=new]")?.click();
  }

  text.addEventListener("input", () => {
    isEntered = false;
    clearTimeout(waiting);
    waiting = setTimeout(look, 120);
  });

  search.addEventListener("keydown", (event) => {
    const all = links();
    const at = all.indexOf(document.activeElement);
    if (event.key === "Enter" && document.activeElement === text && text.value.trim().length > 2) {
      event.preventDefault();
      if (shown === text.value.trim()) enter();
      else {
        isEntered = true; // typed faster than the answer came
        clearTimeout(waiting);
        look();
      }
    } else if (event.key === "ArrowDown" && all.length) {
      event.preventDefault();
      all[Math.min(at + 1, all.length - 1)].focus();
    } else if (event.key === "ArrowUp" && at >= 0) {
      event.preventDefault();
      (all[at - 1] ?? text).focus();
    }
  });
}
