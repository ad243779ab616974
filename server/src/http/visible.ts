// Whether a text shows anything at all.

/**
 * Not white space, not a control character, none of those that Unicode leaves to be ignored (zero-width spaces and joiners, directions,
 * fillers of Hangul, tags, variation selectors, the soft hyphen), and none whose picture is blank: Braille without dots, blanks of
 * Egyptian and Khitan script, the null notehead, marks of annotations, noncharacters.
 */
const shown =
  /[^\s\p{Cc}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\u2800\ufff9-\ufffb\u{13441}\u{13442}\u{16fe4}\u{1d159}]/u

/** True when at least one character of a text can be seen. */
export function isVisible(text: string): boolean {
  return shown.test(text)
}
