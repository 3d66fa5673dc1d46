import { freezeFault } from './freezes.ts'
import { openDistantGround, openGround } from './ground.ts'
import { killFault } from './kills.ts'
import { BASE_FAULTS, NETWORK_FAULTS } from './network.ts'
import { type Place, placeFor } from './run.ts'

/** Every family of faults by the place where it is played, in the order of the table. */
export const PLACES: readonly Place[] = [
  placeFor(openGround, [
    {
      nom: 'kill',
      faults: (random) => [
        killFault(['serve'], random),
        killFault(['worker'], random),
        killFault(['postgres'], random),
        killFault(['serve', 'worker'], random),
        killFault(['postgres', 'serve', 'worker'], random),
      ],
    },
  ]),
  placeFor(openDistantGround, [
    { nom: 'gel', faults: () => [freezeFault('worker', 15), freezeFault('postgres', 8)] },
    { nom: 'base', faults: () => BASE_FAULTS },
    { nom: 'reseau', faults: () => NETWORK_FAULTS },
  ]),
]
