// The list of steps is open where there is room beside the text.
export function start(list) {
  if (matchMedia("(min-width: 56rem)").matches) list.open = true;
}
