// Keeps the counts of a page up to date while somebody looks at it. Without it they are as old as the page.
for (const shown of document.querySelectorAll('[data-live]')) {
  setInterval(async () => {
    if (document.hidden) return;
    try {
      const answer = await fetch(shown.dataset.live);
      // A sign-in that ran out leads elsewhere.
      if (answer.ok && !answer.redirected) shown.textContent = await answer.text();
    } catch {
      // Away from the network: the next try may reach it.
    }
  }, 10000);
}

// Keys for reading comments, while none of its fields is being typed in and they are not switched off.
for (const list of document.querySelectorAll('[data-keys]')) {
  const help = document.querySelector('[data-keys-help]');
  const on = help.querySelector('input');
  const comments = [...list.querySelectorAll('.comment')];
  const box = (comment) => comment.querySelector('input');
  const here = () => comments.findIndex((comment) => comment.contains(document.activeElement));
  const go = (place) => box(comments[Math.max(0, Math.min(place, comments.length - 1))])?.focus();
  const decide = (act) => {
    const place = here();
    if (place < 0) return;
    comments.forEach((comment, other) => { box(comment).checked = other === place; });
    remember('comment-place', `${place} ${location.pathname}`);
    list.querySelector(`button[value="${act}"]`).click();
  };
  const keys = {
    n: () => go(here() + 1),
    p: () => go(here() - 1),
    r: () => decide('release'),
    h: () => decide('withhold'),
    e: () => comments[here()]?.querySelector('.note a')?.click(),
  };
  help.hidden = false;
  on.checked = remembered('comment-keys') !== 'off';
  on.addEventListener('change', () => remember('comment-keys', on.checked ? 'on' : 'off'));
  document.addEventListener('keydown', (event) => {
    const typing = event.target.closest('textarea, select, input:not([type="checkbox"]), [contenteditable]');
    if (!on.checked || typing || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    const act = keys[event.key];
    if (act) {
      event.preventDefault();
      act();
    }
  });
  // After a decision by key reading goes on where it was.
  const [place, path] = (remembered('comment-place') ?? '').split(' ');
  if (path === location.pathname) go(Number(place));
  remember('comment-place', '');
}

// A page that follows a workshop board: the wall and phones. It asks for what is new under the mark that it knows. A page
// on which somebody writes says that the board has moved on, and is never replaced.
const followed = document.querySelector('main[data-follow]');
if (followed) {
  const look = async () => {
    if (document.hidden) return;
    const { follow, mark, page } = followed.dataset;
    try {
      const answer = await fetch(follow, { headers: { 'If-None-Match': `"${mark}"` }, cache: 'no-store' });
      if (answer.status === 304 || !answer.ok || answer.redirected) return;
      const moved = document.querySelector('[data-moved]');
      if (moved) {
        moved.hidden = false;
        return;
      }
      const isPage = answer.headers.get('Content-Type')?.startsWith('text/html');
      const text = isPage ? await answer.text() : await (await fetch(page, { cache: 'no-store' })).text();
      const fresh = new DOMParser().parseFromString(text, 'text/html').querySelector('main');
      if (!fresh?.dataset.follow) return;
      // Whoever is about to write gets the page as it is, with its box.
      if (fresh.querySelector('[data-draft]')) {
        location.assign(page);
        return;
      }
      Object.assign(followed.dataset, fresh.dataset);
      followed.replaceChildren(...fresh.childNodes);
    } catch {
      // Away from the network: the next try may reach it.
    }
  };
  const wait = () => setTimeout(async () => { await look(); wait(); }, Number(followed.dataset.seconds) * 1000);
  wait();
  document.addEventListener('visibilitychange', look);
}

// A card that is half written stays in this browser until it was taken.
for (const box of document.querySelectorAll('[data-draft]')) {
  const name = `card ${box.dataset.draft}`;
  if (document.querySelector('.promise[role="status"]:not([hidden])')) remember(name, '');
  if (!box.value) box.value = remembered(name) ?? '';
  box.addEventListener('input', () => remember(name, box.value));
}

// A browser may refuse to keep anything: then it is forgotten with the page.
function remembered(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

function remember(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch {
    // Nothing depends on it.
  }
}
