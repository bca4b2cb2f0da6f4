import type {ReactNode} from 'react';

interface Props {
    id: string;
    title: ReactNode;
    children: ReactNode;
    footer?: ReactNode;
    onClose: () => void;
}

export function GenericModal({id, title, children, footer, onClose}: Props) {
    return (
        <div className="modal-backdrop-host">
            <div
                id={id}
                role="dialog"
                aria-modal="true"
                aria-label={typeof title === 'string' ? title : undefined}
                className="GenericModal modal-content"
            >
                <div className="GenericModal__header">
                    <h2>{title}</h2>
                    <button type="button" className="close" aria-label="Close" onClick={onClose}>
                        {'×'}
                    </button>
                </div>
                <div className="GenericModal__body">{children}</div>
                {footer && <div className="GenericModal__footer">{footer}</div>}
            </div>
        </div>
    );
}
