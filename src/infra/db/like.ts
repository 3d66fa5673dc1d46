/** What `like` compares with to find a text anywhere: in a pattern %, _ and \ have a meaning, here they are letters as typed. */
export function containing(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`
}
