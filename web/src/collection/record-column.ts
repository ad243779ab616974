// The columns and the selection of a RecordTable.

/** A column of a RecordTable. */
export type RecordColumn = {
  id: string
  label: string
  /** For screen readers alone: a column of buttons. */
  hideLabel?: boolean
  /** In rem. */
  width?: number
  /** Takes what the others leave; `width` is then the least. */
  grows?: boolean
  number?: boolean
  sortable?: boolean
}

/** The rows chosen, as the box in the head of a RecordTable shows it. */
export type RecordSelection = { label: string; all: boolean; some: boolean; toggle: () => void }
