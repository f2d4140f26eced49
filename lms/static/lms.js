// Every page works without this. A widget is one module, switched on by a data- attribute, fetched when needed.
const widgets = {
  "[data-leave]": "leave",
  "form[data-check]": "check",
  "form[data-attempt]": "attempt",
  "a[data-term]": "term",
  "input[data-passphrase]": "passphrase",
  "details[data-toc]": "toc",
};

for (const [selector, name] of Object.entries(widgets)) {
  const places = document.querySelectorAll(selector);
  if (places.length) {
    import(`./js/${name}.js`).then((widget) => places.forEach((place) => widget.start(place)));
  }
}
document.getElementById("errors")?.focus();
