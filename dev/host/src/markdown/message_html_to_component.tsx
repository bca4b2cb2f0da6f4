import {Parser} from 'html-to-react';
import type {ReactElement} from 'react';

/**
 * HTML of `formatText` to React elements. Images become `<img>` whatever the options say: the real client does not
 * keep them back either.
 */
export function messageHtmlToComponent(html: string): ReactElement {
    const parser = Parser();
    return parser.parse(`<div class="markdown">${html}</div>`) as ReactElement;
}
