// Says how long a held place is still held. Without it, the page says until when, and nothing is missing.
for (const kept of document.querySelectorAll("[data-held-until]")) {
  const live = kept.querySelector(".kept-live");
  const until = new Date(kept.dataset.heldUntil).getTime();
  const say = (text) => { if (live.textContent !== text) live.textContent = text; };
  const look = () => {
    const left = until - Date.now();
    if (left <= 0) say(kept.dataset.over);
    else if (left <= 120000) say(kept.dataset.soon);
    if (left > 0) setTimeout(look, Math.min(left, left > 120000 ? left - 120000 : left) + 50);
  };
  look();
}
