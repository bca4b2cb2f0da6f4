/**
 * Where the worker and the chunks are served: beside the bundle, in the folder of static files of this plugin. Known only in the
 * page, since the site may be served under a path.
 *
 * @packageDocumentation
 */
import {hostExports} from './host/exports';
import {PLUGIN_ID} from './manifest';

declare global {
    // Webpack's own variable.
    var __webpack_public_path__: string;
}

export function setPublicPath(): void {
    __webpack_public_path__ = `${hostExports().basename ?? ''}/static/plugins/${PLUGIN_ID}/`;
}
