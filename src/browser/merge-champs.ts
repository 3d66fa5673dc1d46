/** What a merge did: whether something came or went, and whether something should have gone but has the focus. */
interface Merged {
  readonly changed: boolean
  readonly pending: boolean
}

/** A champ of the definition; the parts of an address have frames too, which follow their champ. */
const CHAMP = /^c\d+(?:\.\w+)?$/

/** The form names of the questions on the page, in its order. */
export function shownChamps(form: Element): string[] {
  return [...form.querySelectorAll('[data-champ]')].map(nameOf).filter((name) => CHAMP.test(name))
}

/**
 * Makes the questions of `form` those of `fresh`, in its order, and touches nothing else: a question that stays keeps
 * what was typed and the focus. Rows of repetitions are followed inside; a row itself comes and goes by its buttons only.
 */
export function mergeChamps(form: Element, fresh: Element | null): Merged {
  if (!fresh) return { changed: false, pending: false }
  const wanted = blocksOf(fresh)
  let changed = false
  let pending = false
  for (const [name, block] of blocksOf(form)) {
    if (wanted.has(name) || !block.isConnected) continue
    if (block.contains(document.activeElement)) pending = true
    else {
      block.remove()
      changed = true
    }
  }
  for (const [name, block] of wanted) {
    if (blocksOf(form).has(name) || !block.isConnected) continue
    changed = insertLike(form, block) || changed
  }
  return { changed, pending }
}

function nameOf(block: Element): string {
  return block.getAttribute('data-champ') ?? ''
}

function blocksOf(form: Element): Map<string, Element> {
  return new Map(
    [...form.querySelectorAll('[data-champ]')]
      .map((block) => [nameOf(block), block] as const)
      .filter(([name]) => CHAMP.test(name)),
  )
}

/** Puts a copy of the block beside the same neighbour as in the fresh page; false when none of them is here. */
function insertLike(form: Element, block: Element): boolean {
  const copy = document.importNode(block, true)
  const here = blocksOf(form)
  for (let before = block.previousElementSibling; before; before = before.previousElementSibling) {
    const same = here.get(nameOf(before))
    if (same) {
      same.after(copy)
      return true
    }
  }
  for (let after = block.nextElementSibling; after; after = after.nextElementSibling) {
    const same = here.get(nameOf(after))
    if (same) {
      same.before(copy)
      return true
    }
  }
  return false
}
