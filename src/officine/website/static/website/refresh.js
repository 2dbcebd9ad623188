// Keeps the part of a page that is marked data-refresh="seconds" up to date, and says when the connection is lost.
//
// While somebody is using something in that part it stays as it is: nothing moves under the hand.
'use strict';
(function () {
  const part = document.querySelector('[data-refresh]');
  const lost = document.querySelector('[data-refresh-lost]');
  const seconds = Number(part.dataset.refresh);

  async function look() {
    const isBusy = part.contains(document.activeElement) || part.querySelector('[data-unsent]');
    try {
      const answer = await fetch(location.href, {cache: 'no-store', headers: {'X-Officine-Live': '1'}, signal: AbortSignal.timeout(10000)});
      if (!answer.ok) throw new Error(String(answer.status));
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const newer = page.querySelector('[data-refresh]');
      if (newer && !isBusy && !part.contains(document.activeElement)) part.innerHTML = newer.innerHTML;
      lost.hidden = true;
    } catch {
      lost.hidden = false;
    }
    setTimeout(look, seconds * 1000);
  }

  setTimeout(look, seconds * 1000);
})();
