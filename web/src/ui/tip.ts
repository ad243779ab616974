// Tooltips.
import type { Attachment } from 'svelte/attachments'

const showAfterMs = 350
const hideAfterMs = 120
const gap = 6
const edge = 8

let bubble: HTMLElement | undefined
let shownFor: Element | undefined
let timer: ReturnType<typeof setTimeout> | undefined

/**
 * A tooltip: `{@attach tip('Delete')}`; a text that is dear to make, and there many times, is made by a function once it is wanted. Appears on hover and on keyboard focus (on touch only with `touch`, for controls that do nothing
 * else), stays while the pointer is on it, goes with Escape (WCAG 1.4.13). One bubble serves the whole page, in the top layer. It adds to
 * the element's description while it is open; what must always be known belongs in a label or a description of its own.
 */
export function tip(
  text: string | (() => string) | undefined,
  options: { keys?: string; touch?: boolean } = {},
): Attachment<HTMLElement> {
  return (element) => {
    if (!text) return
    const show = () => open(element, typeof text === 'string' ? text : text(), options.keys)
    const enter = (event: PointerEvent) => {
      if (event.pointerType === 'touch') return
      later(show, bubble?.matches(':popover-open') ? 0 : showAfterMs)
    }
    const leave = () => later(close, hideAfterMs)
    const focus = () => {
      if (element.matches(':focus-visible')) show()
    }
    const tap = (event: PointerEvent | MouseEvent) => {
      if (options.touch && 'pointerType' in event && event.pointerType === 'touch') show()
      else if (shownFor === element && !options.touch) close()
    }
    element.addEventListener('pointerenter', enter)
    element.addEventListener('pointerleave', leave)
    element.addEventListener('focusin', focus)
    element.addEventListener('focusout', close)
    element.addEventListener('click', tap)
    return () => {
      element.removeEventListener('pointerenter', enter)
      element.removeEventListener('pointerleave', leave)
      element.removeEventListener('focusin', focus)
      element.removeEventListener('focusout', close)
      element.removeEventListener('click', tap)
      if (shownFor === element) close()
    }
  }
}

function later(run: () => void, ms: number): void {
  clearTimeout(timer)
  timer = setTimeout(run, ms)
}

function open(element: HTMLElement, text: string, keys: string | undefined): void {
  clearTimeout(timer)
  if (!element.isConnected) return
  if (shownFor !== undefined && shownFor !== element) close()
  bubble ??= makeBubble()
  bubble.replaceChildren(text)
  if (keys) {
    const kbd = document.createElement('kbd')
    kbd.textContent = keys
    bubble.append(kbd)
  }
  if (!bubble.matches(':popover-open')) bubble.showPopover()
  place(bubble, element.getBoundingClientRect())
  describe(element, true)
  shownFor = element
}

function close(): void {
  clearTimeout(timer)
  if (bubble?.matches(':popover-open')) bubble.hidePopover()
  if (shownFor !== undefined) describe(shownFor, false)
  shownFor = undefined
}

function describe(element: Element, on: boolean): void {
  const others = (element.getAttribute('aria-describedby') ?? '').split(' ').filter((id) => id && id !== 'tip')
  if (on) others.push('tip')
  if (others.length > 0) element.setAttribute('aria-describedby', others.join(' '))
  else element.removeAttribute('aria-describedby')
}

/** Below the element, above it where there is no room; never over the window's edge. */
function place(box: HTMLElement, anchor: DOMRect): void {
  const { width, height } = box.getBoundingClientRect()
  const left = Math.min(Math.max(edge, anchor.left + (anchor.width - width) / 2), innerWidth - width - edge)
  const below = anchor.bottom + gap
  const top = below + height + edge <= innerHeight ? below : anchor.top - gap - height
  box.style.left = `${Math.round(left)}px`
  box.style.top = `${Math.round(Math.max(edge, top))}px`
}

function makeBubble(): HTMLElement {
  const box = document.createElement('div')
  box.id = 'tip'
  box.className = 'tip'
  box.role = 'tooltip'
  box.popover = 'manual'
  box.addEventListener('pointerenter', () => clearTimeout(timer))
  box.addEventListener('pointerleave', () => later(close, hideAfterMs))
  document.body.append(box)
  addEventListener('scroll', close, { capture: true, passive: true })
  // Captured, so that the first Escape takes away the bubble and not the dialog around it.
  addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Escape' || shownFor === undefined) return
      event.stopPropagation()
      close()
    },
    { capture: true },
  )
  return box
}
