import {Marked} from 'marked';
import type {Tokens} from 'marked';

export interface FormatOptions {
    atMentions?: boolean;
    mentionHighlight?: boolean;
    markdown?: boolean;
    singleline?: boolean;
    siteURL?: string;
    team?: {name: string};
    channelNamesMap?: Record<string, {display_name: string; team_name?: string}>;
    [option: string]: unknown;
}

function escapeHtml(text: string): string {
    return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');
}

/** Only links that lead somewhere harmless become links. */
function safeHref(href: string): string | undefined {
    return /^(https?:|mailto:|tel:|\/)/i.test(href) ? href : undefined;
}

function mentions(html: string, {atMentions, channelNamesMap = {}, team}: FormatOptions): string {
    const withPeople = atMentions
        ? html.replace(
              /(^|\W)@([a-z0-9._-]+)/gi,
              (_all, before: string, name: string) => `${before}<span data-mention="${name}">@${name}</span>`,
          )
        : html;
    return withPeople.replace(/(^|\W)~([a-z0-9_-]+)/gi, (all, before: string, name: string) => {
        const channel = channelNamesMap[name];
        return channel && team
            ? `${before}<a class="mention-link" href="/${team.name}/channels/${name}" data-channel-mention="${name}">~${escapeHtml(channel.display_name)}</a>`
            : all;
    });
}

/** Markdown to HTML in which raw HTML is text; mentions and emoji are only looked for outside code. */
export function formatText(text: string, options: FormatOptions = {}): string {
    if (options.markdown === false) {
        return mentions(escapeHtml(text), options).replaceAll('\n', options.singleline ? ' ' : '<br />');
    }
    const marked = new Marked({
        gfm: true,
        breaks: true,
        async: false,
        renderer: {
            html: ({text: raw}: Tokens.HTML | Tokens.Tag) => escapeHtml(raw),
            link({href, tokens, text: label}: Tokens.Link) {
                const target = safeHref(href);
                const inner = this.parser.parseInline(tokens) || escapeHtml(label);
                return target
                    ? `<a class="theme markdown__link" href="${escapeHtml(target)}" rel="noreferrer" target="_blank">${inner}</a>`
                    : inner;
            },
            image({href, text: alt}: Tokens.Image) {
                const target = safeHref(href);
                return target
                    ? `<img src="${escapeHtml(target)}" alt="${escapeHtml(alt)}" class="markdown-inline-img" />`
                    : escapeHtml(alt);
            },
            code({text: code, lang}: Tokens.Code) {
                return `<div class="post-code"><pre><code class="hljs" data-language="${escapeHtml(lang ?? '')}">${escapeHtml(code)}</code></pre></div>`;
            },
            codespan({text: code}: Tokens.Codespan) {
                return `<span class="codespan__pre-wrap"><code>${escapeHtml(code)}</code></span>`;
            },
            text(token: Tokens.Text | Tokens.Escape) {
                const inner = 'tokens' in token && token.tokens ? this.parser.parseInline(token.tokens) : undefined;
                return inner ?? mentions(escapeHtml(unescapeMarked(token.text)), options);
            },
        },
    });
    return marked.parse(text, {async: false});
}

/** marked has escaped what it took for text already. */
function unescapeMarked(text: string): string {
    return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&');
}
