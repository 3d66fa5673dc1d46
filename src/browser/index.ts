import { ParvisBrouillon } from './brouillon.ts'
import { ParvisCle } from './cle.ts'
import { ParvisCommune } from './commune.ts'
import { ParvisCompteur } from './compteur.ts'
import { ParvisEnvoi } from './envoi.ts'
import { ParvisRaccourcis } from './raccourcis.ts'
import { focusSummary } from './resume.ts'
import { ParvisSession } from './session.ts'

// Enhancements only: each wraps HTML that already works, and a browser that knows none of them shows what is inside.
customElements.define('parvis-brouillon', ParvisBrouillon)
customElements.define('parvis-cle', ParvisCle)
customElements.define('parvis-commune', ParvisCommune)
customElements.define('parvis-compteur', ParvisCompteur)
customElements.define('parvis-envoi', ParvisEnvoi)
customElements.define('parvis-raccourcis', ParvisRaccourcis)
customElements.define('parvis-session', ParvisSession)

focusSummary()
