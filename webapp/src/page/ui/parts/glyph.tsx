/** Small pictures beside words; never alone, so always hidden from screen readers. */
const PATHS = {
    key: 'M14.5 9.5a4 4 0 1 0-2.6 3.75L14 15.4h2v2h2v2h3v-2.9l-6.6-6.6M8.9 8.9h.1',
    warning: 'M12 4 2.8 20h18.4ZM12 10v4.5M12 17.3v.1',
    misplaced: 'M4 12h13M12 6.5l6 5.5-6 5.5M21 5v14',
    damaged: 'M4 4h16v6l-4 3-4-3-4 3-4-3ZM4 16l4 3 4-3 4 3 4-3v4H4Z',
    newer: 'M12 20V6M6 11.5 12 5l6 6.5',
    older: 'M4.5 12A7.5 7.5 0 1 0 7 6.4M4.5 4v4h4M12 8v4.5l3 2',
    wait: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16ZM12 8v4.5l3 2',
    info: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16ZM12 11v5M12 8v.1',
    copy: 'M9 9h11v11H9ZM5 15H4V4h11v1',
    picture: 'M4 5h16v14H4ZM4 16l5-5 5 5 2.5-2.5L20 17M15.5 9v.1',
    close: 'M6 6l12 12M18 6 6 18',
    check: 'M5 12.5l5 5L19.5 7',
} as const;

export type GlyphName = keyof typeof PATHS;

export function Glyph({name, size = 16}: {readonly name: GlyphName; readonly size?: number}) {
    return (
        <svg
            className="e2ee-glyph"
            aria-hidden
            focusable="false"
            viewBox="0 0 24 24"
            width={size}
            height={size}
            fill="none"
            stroke="currentColor"
            strokeWidth={1.8}
            strokeLinecap="round"
            strokeLinejoin="round"
        >
            <path d={PATHS[name]} />
        </svg>
    );
}
