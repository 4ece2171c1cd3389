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

// How much of a long answer is left while it is typed, counted as the service counts: whole characters, without blanks around
// them. A screen reader hears it when the typing pauses.
for (const told of document.querySelectorAll('[data-counts]')) {
  const [shown, heard] = told.children;
  const { counts, most, left, over } = told.dataset;
  const box = document.getElementById(counts);
  let timer;
  const count = () => {
    const room = Number(most) - [...box.value.trim()].length;
    shown.textContent = room < 0 ? `${over}: ${-room}` : `${left}: ${room}`;
  };
  box.addEventListener('input', () => {
    count();
    clearTimeout(timer);
    timer = setTimeout(() => { heard.textContent = shown.textContent; }, 1000);
  });
  // A browser that goes back fills the box again.
  count();
  told.hidden = false;
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
// that holds somebody's words says that the board has moved on, and is never replaced. A wall of several pages turns them.
const followed = document.querySelector('main[data-follow]');
if (followed) {
  let turned = Date.now();
  // Says that the board has moved on where the page holds words. Those that were not taken have no box.
  const holdsWords = () => {
    const moved = document.querySelector('[data-moved]');
    if (!moved || document.querySelector('[data-draft]')?.value.trim() === '') return false;
    moved.hidden = false;
    return true;
  };
  const look = async () => {
    if (document.hidden) return;
    const { follow, mark, page, next, turn } = followed.dataset;
    const turns = next && Date.now() - turned >= Number(turn) * 1000;
    try {
      const answer = await fetch(turns ? next : follow, { headers: { 'If-None-Match': `"${mark}"` }, cache: 'no-store' });
      const isGone = answer.status === 404;
      if (answer.status === 304 || answer.redirected || !(answer.ok || isGone) || holdsWords()) return;
      // A board that was deleted leaves none of its cards on a screen.
      if (isGone) {
        location.assign(page ?? follow);
        return;
      }
      const isPage = answer.headers.get('Content-Type')?.startsWith('text/html');
      const text = isPage ? await answer.text() : await (await fetch(page, { cache: 'no-store' })).text();
      const whole = new DOMParser().parseFromString(text, 'text/html');
      const fresh = whole.querySelector('main');
      // Somebody may have begun to write meanwhile.
      if (!fresh?.dataset.follow || holdsWords()) return;
      // Whoever is about to write gets the page as it is, with its box.
      if (fresh.querySelector('[data-draft]')) {
        location.assign(page);
        return;
      }
      delete followed.dataset.next;
      Object.assign(followed.dataset, fresh.dataset);
      followed.replaceChildren(...fresh.childNodes);
      document.title = whole.title;
      if (turns) turned = Date.now();
    } catch {
      // Away from the network: the next try may reach it.
    }
  };
  const wait = () => setTimeout(async () => { await look(); wait(); }, Number(followed.dataset.seconds) * 1000);
  wait();
  document.addEventListener('visibilitychange', look);
}

// The time that is left for writing, on the wall. It is counted from when the page came: clocks differ.
const ends = new WeakMap();
if (followed) {
  setInterval(() => {
    for (const shown of followed.querySelectorAll('[data-left]')) {
      if (!ends.has(shown)) ends.set(shown, Date.now() + Number(shown.dataset.left) * 1000);
      const left = Math.max(0, Math.ceil((ends.get(shown) - Date.now()) / 1000));
      shown.textContent = `(${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')} left)`;
    }
  }, 1000);
}

// A card that is half written stays in this browser until it is among those that were taken.
for (const box of document.querySelectorAll('[data-draft]')) {
  const name = `card ${box.dataset.draft}`;
  const plain = (text) => text.replace(/\s+/g, ' ').trim();
  const kept = remembered(name) ?? '';
  const taken = [...document.querySelectorAll('.rows .title')].some((card) => plain(card.textContent) === plain(kept));
  if (taken) remember(name, '');
  else if (!box.value) box.value = kept;
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

// A form that is shown or kept while somebody types. Its button does the same without this script.
for (const form of document.querySelectorAll('form[data-sends]')) {
  let timer;
  let running;
  const told = form.querySelector('[data-told]');
  const state = () => new URLSearchParams(new FormData(form)).toString();
  let last = state();
  const send = async () => {
    const now = state();
    if (now === last) return;
    last = now;
    const body = new URLSearchParams(new FormData(form));
    body.set(form.dataset.sends, 'yes');
    try {
      const answer = await fetch(form.action, { method: 'POST', body });
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const fresh = page.querySelector('form[data-sends]');
      if (!fresh) {
        told.textContent = 'Not saved: you may have been signed out. Use the button';
        return;
      }
      told.textContent = fresh.querySelector('[data-told]').textContent;
      const edit = (of) => of.querySelector('input[name="edit"]');
      if (answer.ok && edit(form)) edit(form).value = edit(fresh).value;
      const shown = page.querySelector('[data-shown]');
      if (shown) document.querySelector('[data-shown]')?.replaceWith(shown);
    } catch {
      // Away from the network: the next change tries again.
      last = '';
    }
  };
  form.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const turn = (running ?? Promise.resolve()).then(send).then(() => {
        if (running === turn) running = undefined;
      });
      running = turn;
    }, 1500);
  });
  // What is on its way arrives first, or the button would find the survey changed by it.
  form.addEventListener('submit', (event) => {
    clearTimeout(timer);
    if (!running) return;
    event.preventDefault();
    running.then(() => form.requestSubmit(event.submitter));
  });
}

// The question that is moved stays under the pointer, however far its page was scrolled.
for (const list of document.querySelectorAll('[data-moves]')) {
  list.addEventListener('click', (event) => {
    const button = event.target.closest('button[name="to"]');
    if (button) remember('moved', `${button.id.replace(/^[^-]*-/, '')} ${button.getBoundingClientRect().top}`);
  });
}
const [moved, above] = (remembered('moved') ?? '').split(' ');
if (moved && document.querySelector('[data-moves]')) {
  remember('moved', '');
  const button = document.getElementById(location.hash.slice(1));
  if (button?.id.endsWith(`-${moved}`)) {
    requestAnimationFrame(() => scrollBy(0, button.getBoundingClientRect().top - Number(above)));
  }
}

// Questions can be dragged too: above the middle of another one to stand before it, below to stand after it.
const questions = [...document.querySelectorAll('[data-moves] > li[id^="item-"]')];
for (const item of questions) {
  const key = (of) => of.id.slice('item-'.length);
  const stop = () => item.classList.remove('drop-before', 'drop-after');
  const isBefore = (event) => {
    const box = item.getBoundingClientRect();
    return event.clientY < box.top + box.height / 2;
  };
  item.draggable = true;
  item.addEventListener('dragstart', (event) => event.dataTransfer.setData('text/plain', item.id));
  item.addEventListener('dragleave', stop);
  item.addEventListener('dragover', (event) => {
    event.preventDefault();
    item.classList.toggle('drop-before', isBefore(event));
    item.classList.toggle('drop-after', !isBefore(event));
  });
  item.addEventListener('drop', (event) => {
    event.preventDefault();
    stop();
    const moved = questions.find((one) => one.id === event.dataTransfer.getData('text/plain'));
    const others = questions.filter((one) => one !== moved && one.parentElement === item.parentElement);
    const after = isBefore(event) ? others[others.indexOf(item) - 1] : item;
    if (!moved || moved === item) return;
    const section = Number(item.closest('.section').id.slice('section-'.length)) - 1;
    const to = Object.assign(document.createElement('input'), { type: 'hidden', name: 'to' });
    to.value = after ? `after.${key(after)}` : `first.${section}`;
    const form = moved.querySelector('form[action$="/move"]');
    form.append(to);
    form.submit();
  });
}

// Cards of a workshop board can be dragged onto a group, or onto another card, whose label is then to be written. It ticks
// them and presses the button that does the same without this script.
for (const form of document.querySelectorAll('form[data-drags]')) {
  const boxes = [...form.querySelectorAll('input[name="card"]')];
  for (const block of form.querySelectorAll('[data-block]')) {
    for (const label of block.querySelectorAll('label.choice')) {
      label.draggable = true;
      label.addEventListener('dragstart', (event) => event.dataTransfer.setData('text/plain', label.htmlFor));
    }
    const stop = () => block.classList.remove('drop-on');
    block.addEventListener('dragleave', stop);
    block.addEventListener('dragover', (event) => {
      event.preventDefault();
      block.classList.add('drop-on');
    });
    block.addEventListener('drop', (event) => {
      event.preventDefault();
      stop();
      const card = boxes.find((box) => box.id === event.dataTransfer.getData('text/plain'));
      if (!card || block.contains(card)) return;
      const group = block.dataset.block;
      boxes.forEach((box) => { box.checked = box === card || (!group && block.contains(box)); });
      form.elements.into.value = group;
      if (group) form.requestSubmit(form.querySelector('button[value="together"]'));
      else form.elements.label.focus();
    });
  }
}

// The photograph of a sheet is drawn beside the box. It never leaves this browser.
for (const photograph of document.querySelectorAll('[data-photograph]')) {
  const [question, problem, canvas] = ['.question', '.problem', 'canvas'].map((part) => photograph.querySelector(part));
  const chosen = photograph.querySelector('input');
  question.hidden = false;
  chosen.addEventListener('change', async () => {
    canvas.hidden = true;
    problem.hidden = true;
    if (!chosen.files[0]) return;
    try {
      const picture = await createImageBitmap(chosen.files[0]);
      [canvas.width, canvas.height] = [picture.width, picture.height];
      canvas.getContext('2d').drawImage(picture, 0, 0);
      canvas.hidden = false;
    } catch {
      problem.hidden = false;
    }
  });
}

// Answers in later wordings, on the page that asks everything at once. Without it the wording says whose answer it means.
const wordings = [...document.querySelectorAll('[data-carries]')];
if (wordings.length) {
  const form = wordings[0].closest('form');
  const { lang } = document.documentElement;
  const day = (value) =>
    new Date(`${value}T12:00`).toLocaleDateString(lang === 'en' ? 'en-GB' : lang, { dateStyle: 'long' });
  const carry = () => {
    const sent = new FormData(form);
    const said = (piece) => {
      if (typeof piece === 'string') return piece;
      const values = sent.getAll(`answers[${piece.item}]`).filter((value) => value.trim());
      const words = values.flatMap((value) => {
        if (piece.said) return piece.said[value] ?? [];
        return piece.date ? day(value) : value.trim();
      });
      return words.join(piece.comma) || piece.otherwise;
    };
    for (const wording of wordings) wording.textContent = JSON.parse(wording.dataset.carries).map(said).join('');
  };
  form.addEventListener('input', carry);
  carry();
}
