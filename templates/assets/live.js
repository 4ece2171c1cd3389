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
