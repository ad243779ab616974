/*
 * The icon of the tab with a number on it.
 */

const usual = '/icon.svg'
const size = 64

/** Shows a number on the tab's icon; 0 for the icon alone. */
export async function showOnIcon(count: number): Promise<void> {
  const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]')
  if (link === null) return
  link.href = count === 0 ? usual : ((await drawn(count)) ?? usual)
}

async function drawn(count: number): Promise<string | undefined> {
  const canvas = document.createElement('canvas')
  canvas.width = size
  canvas.height = size
  const context = canvas.getContext('2d')
  if (context === null) return undefined
  const image = new Image(size, size)
  image.src = usual
  try {
    await image.decode()
  } catch {
    return undefined
  }
  context.drawImage(image, 0, 0, size, size)
  context.fillStyle = '#d3202c'
  context.beginPath()
  context.arc(size - 22, 22, 22, 0, 2 * Math.PI)
  context.fill()
  context.fillStyle = '#ffffff'
  context.font = `700 ${count > 9 ? 26 : 34}px sans-serif`
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  context.fillText(count > 99 ? '99' : String(count), size - 22, 24)
  return canvas.toDataURL('image/png')
}
