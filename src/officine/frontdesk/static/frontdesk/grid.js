// Moves a block of the grid to another time or column: by mouse or finger, or with m, the arrow keys and Enter.
//
// Nothing is written before the question "from … to …" is answered; then a plain form is sent to the address that
// moves a booking, with the version that was seen. Without this script each block is a link to its booking.
'use strict';
(function () {
  const PRESS = 350, SLACK = 8;  // milliseconds for a finger to take hold; pixels before a press is a drag
  const EDGE = 24, SCROLL = 16;  // pixels
  const grid = document.querySelector('[data-grid]');
  const confirm = document.querySelector('[data-grid-confirm]');
  if (!grid || !confirm) return;
  const says = document.querySelector('[data-grid-says]');
  const form = confirm.querySelector('form');
  const tracks = [...grid.querySelectorAll('[data-place]')];
  const first = Number(grid.dataset.first);
  let moving = null;  // {block, from: {track, starts}, track, starts}
  let press = null;   // {block, x, y, grip, pointer, timer}
  let wasDragged = false;

  document.querySelector('[data-grid-hint]').hidden = false;

  function clock(minutes) {
    return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
  }

  function pixels(track) {  // of one minute; none where a narrow screen shows lists
    return parseFloat(getComputedStyle(track).getPropertyValue('--minute')) || 0;
  }

  function say(pattern) {
    const {block, track, starts} = moving;
    const words = {who: block.dataset.who, time: clock(starts), place: track.dataset.title};
    says.textContent = pattern.replace(/\{(\w+)\}/g, (_, name) => words[name]);
  }

  function begin(block) {
    const track = block.closest('[data-place]');
    const from = {track, starts: Number(block.dataset.starts)};
    moving = {block, from, track, starts: from.starts};
    block.classList.add('is-moving');
    grid.classList.add('has-moving');
    const kind = track.dataset.kind;
    tracks.forEach((each) => each.classList.toggle('is-target', each.dataset.kind === kind));
  }

  // Shows the block where it would be. A place of the other kind does not serve it.
  function put(track, starts) {
    const {block, from} = moving;
    if (track.dataset.kind !== from.track.dataset.kind) return;
    const isFree = block.dataset.block === 'both';
    const last = first + track.offsetHeight / pixels(track) - Number(block.dataset.lasts);
    moving.track = track;
    moving.starts = isFree ? Math.min(Math.max(starts, first), last) : from.starts;
    const across = track.getBoundingClientRect().left - from.track.getBoundingClientRect().left;
    const down = (moving.starts - from.starts) * pixels(track);
    block.style.transform = `translate(${across}px, ${down}px)`;
    block.querySelector('.grid-time').textContent =
      `${clock(moving.starts)}–${clock(moving.starts + Number(block.dataset.lasts))}`;
    say(says.dataset.there);
  }

  function leave(keepsFocus = true) {
    if (!moving) return;
    const {block, from} = moving;
    block.style.transform = '';
    block.querySelector('.grid-time').textContent =
      `${clock(from.starts)}–${clock(from.starts + Number(block.dataset.lasts))}`;
    block.classList.remove('is-moving');
    grid.classList.remove('has-moving');
    tracks.forEach((each) => each.classList.remove('is-target'));
    says.textContent = says.dataset.left;
    moving = null;
    if (keepsFocus) block.focus();
  }

  function ask() {
    const {block, from, track, starts} = moving;
    if (track === from.track && starts === from.starts) return leave();
    const there = (where) => `${clock(where.starts)}, ${where.track.dataset.title}`;
    confirm.querySelector('[data-who]').textContent = block.dataset.who;
    confirm.querySelector('[data-from]').textContent = there(from);
    confirm.querySelector('[data-to]').textContent = there(moving);
    form.setAttribute('action', block.dataset.address);
    form.elements.version.value = block.dataset.version;
    form.elements.place.value = track.dataset.place;
    form.elements.starts_at.value = `${grid.dataset.on}T${clock(starts).padStart(5, '0')}`;
    confirm.showModal();
    confirm.querySelector('[data-confirm]').focus();
  }

  confirm.addEventListener('close', () => leave());
  confirm.querySelector('[data-leave]').addEventListener('click', () => confirm.close());

  // The keyboard.
  function beside(by) {
    const same = tracks.filter((track) => track.dataset.kind === moving.track.dataset.kind);
    return same[Math.min(Math.max(same.indexOf(moving.track) + by, 0), same.length - 1)];
  }

  const KEYS = {
    ArrowUp: (step) => put(moving.track, moving.starts - step),
    ArrowDown: (step) => put(moving.track, moving.starts + step),
    ArrowLeft: () => put(beside(-1), moving.starts),
    ArrowRight: () => put(beside(1), moving.starts),
    Enter: () => ask(),
    Escape: () => leave(),
  };

  grid.addEventListener('keydown', (event) => {
    const block = event.target.closest('[data-block]');
    if (!block || !pixels(block) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!moving && event.key.toLowerCase() === 'm') {
      event.preventDefault();
      begin(block);
      say(says.dataset.begun);
    } else if (moving && KEYS[event.key]) {
      event.preventDefault();
      KEYS[event.key](Number(block.dataset.step));
      if (moving) moving.block.scrollIntoView({block: 'nearest', inline: 'nearest'});
    }
  });
  grid.addEventListener('focusout', (event) => {
    if (moving && !press && !confirm.open && event.target === moving.block) leave(false);
  });

  // Mouse and finger. A finger takes hold by resting: otherwise it scrolls.
  grid.addEventListener('pointerdown', (event) => {
    const block = event.target.closest('[data-block]');
    if (!block || !pixels(block) || event.button !== 0 || moving) return;
    const grip = event.clientY - block.getBoundingClientRect().top;
    press = {block, x: event.clientX, y: event.clientY, grip, pointer: event.pointerId, timer: 0};
    wasDragged = false;
    if (event.pointerType === 'touch') press.timer = setTimeout(() => take(), PRESS);
  });

  function take() {
    begin(press.block);
    wasDragged = true;
    press.block.setPointerCapture(press.pointer);
    say(says.dataset.there);
  }

  document.addEventListener('pointermove', (event) => {
    if (!press || event.pointerId !== press.pointer) return;
    const isFar = Math.hypot(event.clientX - press.x, event.clientY - press.y) > SLACK;
    if (!moving && isFar && press.timer) return release();
    if (!moving && isFar) take();
    if (moving) drag(event);
  });

  // At the edge of what is shown the grid follows.
  function follow({clientX, clientY}) {
    const {left, right, top, bottom} = grid.getBoundingClientRect();
    grid.scrollBy(
      clientX > right - EDGE ? SCROLL : clientX < left + EDGE ? -SCROLL : 0,
      clientY > Math.min(bottom, innerHeight) - EDGE ? SCROLL : clientY < top + EDGE ? -SCROLL : 0,
    );
  }

  function drag(event) {
    follow(event);
    const under = tracks.find((track) => {
      const {left, right} = track.getBoundingClientRect();
      return event.clientX >= left && event.clientX < right;
    });
    const track = under || moving.track;
    const minutes = (event.clientY - press.grip - track.getBoundingClientRect().top) / pixels(track);
    const step = Number(press.block.dataset.step);
    put(track, Math.round((first + minutes - moving.from.starts) / step) * step + moving.from.starts);
  }

  document.addEventListener('pointerup', (event) => {
    if (!press || event.pointerId !== press.pointer) return;
    const isHeld = moving !== null;
    release();
    if (isHeld) ask();
  });
  document.addEventListener('pointercancel', () => {
    if (!press) return;
    release();
    leave();
  });

  function release() {
    clearTimeout(press.timer);
    press = null;
  }

  grid.addEventListener('touchmove', (event) => { if (moving) event.preventDefault(); }, {passive: false});
  grid.addEventListener('dragstart', (event) => event.preventDefault());  // of the link itself
  grid.addEventListener('contextmenu', (event) => { if (press || moving) event.preventDefault(); });
  grid.addEventListener('click', (event) => {
    if (wasDragged && event.target.closest('[data-block]')) event.preventDefault();
    wasDragged = false;
  });
})();
