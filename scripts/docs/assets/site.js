// What the pages of the documentation can do beyond being read: a search that needs no server, a theme that is kept, blocks of code that are copied. Without it everything can be read.
const theme = 'mantine-color-scheme-value';
const most = 12;

/** A piece of a page: its name, what it has, and what is in it. */
function piece(name, members = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(members)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** The theme that was chosen, here or in the dashboard: both have one store. */
function chosenTheme() {
  try { return localStorage.getItem(theme); } catch { return null; }
}

function showTheme(name) {
  if (name === 'light' || name === 'dark') document.documentElement.setAttribute('data-mantine-color-scheme', name);
}

function addThemeSwitch() {
  const button = piece('button', { type: 'button', class: 'theme' });
  const isDark = () => (document.documentElement.getAttribute('data-mantine-color-scheme') ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark';
  const tell = () => {
    button.textContent = isDark() ? 'Light' : 'Dark';
    button.setAttribute('aria-label', isDark() ? 'Light theme' : 'Dark theme');
  };
  button.addEventListener('click', () => {
    const next = isDark() ? 'light' : 'dark';
    showTheme(next);
    try { localStorage.setItem(theme, next); } catch { /* It holds until the next page. */ }
    tell();
  });
  tell();
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', tell);
  document.querySelector('.top').append(button);
}

function addCopyButtons() {
  if (navigator.clipboard === undefined) return;
  for (const block of document.querySelectorAll('.code')) {
    const button = piece('button', { type: 'button', class: 'copy' }, 'Copy');
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(block.querySelector('code').textContent.trimEnd());
      button.textContent = 'Copied';
      setTimeout(() => { button.textContent = 'Copy'; }, 2000);
    });
    block.append(button);
  }
}

let reading;
/** Every page: address, title, group, words. It is fetched when somebody begins to search. */
const pages = () => (reading ??= fetch('/docs/index.json').then((answer) => answer.json()).catch(() => { reading = undefined; return []; }));

/** Every word must stand somewhere; in the title it counts most, at its beginning more. */
function rank([, title, group, words], asked) {
  const [heading, rest] = [title.toLowerCase(), `${group} ${words}`.toLowerCase()];
  let points = 0;
  for (const word of asked) {
    if (heading === word) points += 40;
    else if (heading.startsWith(word)) points += 20;
    else if (heading.includes(word)) points += 10;
    else if (rest.includes(word)) points += 2;
    else return 0;
  }
  return points;
}

async function search(text) {
  const asked = text.toLowerCase().split(/\s+/).filter((word) => word !== '');
  if (asked.length === 0) return [];
  const ranked = (await pages()).map((page) => ({ page, points: rank(page, asked) })).filter(({ points }) => points > 0);
  return ranked.sort((one, other) => other.points - one.points).slice(0, most).map(({ page }) => page);
}

const option = ([address, title, group, words], index) => piece('li', { role: 'option', id: `found-${index}`, 'aria-selected': 'false', 'data-address': address }, title, piece('small', {}, `${group}. ${words.slice(0, 110)}${words.length > 110 ? ' …' : ''}`));

function addSearch() {
  const [form, input] = [document.querySelector('.search'), document.querySelector('.search input')];
  const list = piece('ul', { class: 'found', id: 'found', role: 'listbox', 'aria-label': 'Found pages', hidden: '' });
  for (const [key, value] of Object.entries({ role: 'combobox', 'aria-expanded': 'false', 'aria-controls': 'found', 'aria-autocomplete': 'list' })) input.setAttribute(key, value);
  form.append(list);
  let at = 0;
  const options = () => [...list.querySelectorAll('[data-address]')];
  const close = () => { list.hidden = true; input.setAttribute('aria-expanded', 'false'); input.removeAttribute('aria-activedescendant'); };
  const choose = (index) => {
    const all = options();
    if (all.length === 0) return;
    at = (index + all.length) % all.length;
    all.forEach((one, place) => one.setAttribute('aria-selected', String(place === at)));
    input.setAttribute('aria-activedescendant', all[at].id);
    all[at].scrollIntoView({ block: 'nearest' });
  };
  input.addEventListener('input', async () => {
    const text = input.value;
    const found = await search(text);
    // Somebody typed on while the index came.
    if (text !== input.value) return;
    if (text.trim() === '') { close(); return; }
    list.replaceChildren(...found.length === 0 ? [piece('li', { class: 'none', role: 'option', 'aria-disabled': 'true', 'aria-selected': 'false' }, 'No page has these words.')] : found.map(option));
    list.hidden = false;
    input.setAttribute('aria-expanded', 'true');
    choose(0);
  });
  input.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') { close(); return; }
    if (list.hidden || !['ArrowDown', 'ArrowUp', 'Enter'].includes(event.key)) return;
    const chosen = options()[at];
    if (event.key !== 'Enter') { event.preventDefault(); choose(at + (event.key === 'ArrowDown' ? 1 : -1)); } else if (chosen !== undefined) { event.preventDefault(); location.assign(chosen.dataset.address); }
  });
  list.addEventListener('pointerdown', (event) => event.preventDefault());
  list.addEventListener('click', (event) => { const chosen = event.target.closest('[data-address]'); if (chosen !== null) location.assign(chosen.dataset.address); });
  input.addEventListener('blur', close);
  document.addEventListener('keydown', (event) => {
    const typing = event.target instanceof Element && event.target.closest('input, textarea, select, [contenteditable]') !== null;
    if (event.key !== '/' || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    input.focus();
  });
  const asked = new URLSearchParams(location.search).get('q');
  if (asked !== null) { input.value = asked; input.focus(); input.dispatchEvent(new Event('input')); }
}

showTheme(chosenTheme());
addThemeSwitch();
addCopyButtons();
addSearch();
