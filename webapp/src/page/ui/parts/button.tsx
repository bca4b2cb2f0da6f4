import type {ButtonHTMLAttributes} from 'react';

export interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'type' | 'className'> {
    readonly look?: 'primary' | 'tertiary' | 'danger' | 'link';
    readonly isSmall?: boolean;
}

/** Mattermost's buttons, by its own theme variables; `type="button"`, so that none ever submits a form of the host's. */
export function Button({look = 'tertiary', isSmall = false, ...attributes}: ButtonProps) {
    return <button {...attributes} type="button" className={`e2ee-button e2ee-button--${look}${isSmall ? ' e2ee-button--small' : ''}`} />;
}
