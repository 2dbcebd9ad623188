// Copies a text with one press. Without it, the text can be marked and copied as any other.
for (const button of document.querySelectorAll("[data-copy]")) {
  const words = button.querySelector("span");
  const text = document.getElementById(button.dataset.copy);
  button.hidden = !navigator.clipboard;
  words.setAttribute("aria-live", "polite");
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(text.textContent);
    words.textContent = button.dataset.copied;
  });
}
