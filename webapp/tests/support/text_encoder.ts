/** What every browser has, and jsdom's window doesn't. */
import {TextEncoder} from 'node:util';

globalThis.TextEncoder ??= TextEncoder as typeof globalThis.TextEncoder;
