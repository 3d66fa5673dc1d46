import { whyNoDisk } from './disk.ts'
import { DISK_FAULTS } from './disks.ts'
import { freezeFault } from './freezes.ts'
import { openDistantGround, openGround } from './ground.ts'
import { jumpFault } from './jumps.ts'
import { killFault, LOST_BASE } from './kills.ts'
import { MAIL_FAULT } from './mail.ts'
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
        LOST_BASE,
      ],
    },
  ]),
  placeFor(openDistantGround, [
    { nom: 'courriel', faults: () => [MAIL_FAULT] },
    { nom: 'disque', missing: whyNoDisk, faults: () => DISK_FAULTS },
    {
      nom: 'horloge',
      faults: () => [jumpFault('horloge avancée de 3 h', 3), jumpFault('horloge reculée de 3 h', -3)],
    },
    { nom: 'gel', faults: () => [freezeFault('worker', 15), freezeFault('postgres', 8)] },
    { nom: 'base', faults: () => BASE_FAULTS },
    { nom: 'reseau', faults: () => NETWORK_FAULTS },
  ]),
]
