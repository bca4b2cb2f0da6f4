/** Something is under way: said once to a screen reader, shown as a ring that stands still where motion is unwanted. */
export function Busy({children}: {readonly children: string}) {
    return (
        <p className="e2ee-busy" role="status">
            <svg className="e2ee-busy__ring" viewBox="0 0 24 24" width={18} height={18} aria-hidden focusable="false">
                <circle
                    cx="12"
                    cy="12"
                    r="9"
                    fill="none"
                    stroke="currentColor"
                    strokeWidth="3"
                    strokeDasharray="40 100"
                    strokeLinecap="round"
                />
            </svg>
            {children}
        </p>
    );
}
