import {Children, cloneElement, isValidElement} from 'react';
import type {ReactElement, ReactNode} from 'react';

import {RemoteImage} from '../ui';

/** What the host makes of every paragraph of a text with pictures: a box almost as wide as the post, in which the mark beside the text drifts away. */
const PICTURE_PARAGRAPH = 'markdown-inline-img__container';

/** Puts a button in the place of every `<img>`. `images: false` alone leaves them to the browser (docs/platform-notes.md §4.3). */
export function withoutPictures(node: ReactNode): ReactNode {
    if (Array.isArray(node)) {
        return Children.map(node, withoutPictures);
    }
    if (!isValidElement(node)) {
        return node;
    }
    const element = node as ReactElement<{src?: unknown; alt?: unknown; className?: unknown; children?: ReactNode}>;
    if (element.type === 'img') {
        return <RemoteImage key={element.key} src={asText(element.props.src)} alt={asText(element.props.alt)} />;
    }
    const {children, className} = element.props;
    if (className === PICTURE_PARAGRAPH) {
        return <p key={element.key}>{withoutPictures(children)}</p>;
    }
    return children === undefined || children === null ? element : cloneElement(element, undefined, withoutPictures(children));
}

function asText(value: unknown): string {
    return typeof value === 'string' ? value : '';
}
