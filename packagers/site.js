// What scrolls sideways can be reached with the keyboard: wide tables, which the theme wraps once it has loaded, and code.
addEventListener("load", () => {
  for (const box of document.querySelectorAll(".md-typeset__scrollwrap, .md-typeset pre > code")) {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
  }
});
