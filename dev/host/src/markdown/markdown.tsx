import {memo} from 'react';

import {formatText} from './format_text';
import {messageHtmlToComponent} from './message_html_to_component';

export const Markdown = memo(function Markdown({text}: {text: string}) {
    return messageHtmlToComponent(formatText(text, {atMentions: true}));
});
