import type { Random } from '../src/modules/demarches/demonstration/random.ts'
import { openGround } from './ground.ts'
import { killFault } from './kills.ts'
import type { Family } from './run.ts'

/** Every family of faults, in the order of the table. */
export function families(random: Random): readonly Family[] {
  return [
    {
      nom: 'kill',
      open: () => openGround(random),
      faults: [
        killFault(['serve'], random),
        killFault(['worker'], random),
        killFault(['postgres'], random),
        killFault(['serve', 'worker'], random),
        killFault(['postgres', 'serve', 'worker'], random),
      ],
    },
  ]
}
