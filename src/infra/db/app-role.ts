/** The role the application connects as: it reads and writes rows, and owns nothing. */
export const APP_ROLE = 'parvis_app'
