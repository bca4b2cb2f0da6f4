import type {Theme} from 'mattermost-redux/selectors/entities/preferences';

/** The theme's colours under the names of the real client's style sheets, plain and as red, green, blue. */
const variables: Record<string, keyof Theme> = {
    'away-indicator': 'awayIndicator',
    'button-bg': 'buttonBg',
    'button-color': 'buttonColor',
    'center-channel-bg': 'centerChannelBg',
    'center-channel-color': 'centerChannelColor',
    'dnd-indicator': 'dndIndicator',
    'error-text': 'errorTextColor',
    'link-color': 'linkColor',
    'mention-bg': 'mentionBg',
    'mention-color': 'mentionColor',
    'mention-highlight-bg': 'mentionHighlightBg',
    'mention-highlight-link': 'mentionHighlightLink',
    'new-message-separator': 'newMessageSeparator',
    'online-indicator': 'onlineIndicator',
    'sidebar-bg': 'sidebarBg',
    'sidebar-header-bg': 'sidebarHeaderBg',
    'sidebar-header-text-color': 'sidebarHeaderTextColor',
    'sidebar-teambar-bg': 'sidebarTeamBarBg',
    'sidebar-text': 'sidebarText',
    'sidebar-text-active-border': 'sidebarTextActiveBorder',
    'sidebar-text-active-color': 'sidebarTextActiveColor',
    'sidebar-text-hover-bg': 'sidebarTextHoverBg',
    'sidebar-unread-text': 'sidebarUnreadText',
};

function redGreenBlue(hex: string): string {
    const digits = hex.replace('#', '');
    const full = digits.length === 3 ? [...digits].map((digit) => digit + digit).join('') : digits;
    return [0, 2, 4].map((at) => parseInt(full.slice(at, at + 2), 16)).join(', ');
}

export function applyTheme(theme: Theme): void {
    const {style, classList} = document.documentElement;
    for (const [name, field] of Object.entries(variables)) {
        const color = theme[field];
        if (typeof color === 'string' && color.startsWith('#')) {
            style.setProperty(`--${name}`, color);
            style.setProperty(`--${name}-rgb`, redGreenBlue(color));
        }
    }
    style.setProperty('--error-text-color-rgb', redGreenBlue(theme.errorTextColor ?? '#d24b4e'));
    classList.toggle('app__body', true);
}
