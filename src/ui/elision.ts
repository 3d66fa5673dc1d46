/** « de » before a name, as French writes it: « d’Anne », « de Camille ». An H counts as a consonant: nobody is shocked by it. */
export function de(nom: string): string {
  const [first = '', second = ''] = nom.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  const vowel = /[aeiouœæ]/.test(first) || (first === 'y' && !/[aeiou]/.test(second))
  return vowel ? `d’${nom}` : `de ${nom}`
}
