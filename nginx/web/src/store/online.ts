/** Is there a network, as the browser knows? That there is one does not mean that the server can be reached. */
import { signal } from '@preact/signals';

export const isOnline = signal(navigator.onLine);

window.addEventListener('online', () => (isOnline.value = true));
window.addEventListener('offline', () => (isOnline.value = false));
