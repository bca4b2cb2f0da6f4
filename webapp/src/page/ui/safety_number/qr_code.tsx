import {FailureBox} from '../parts/failure_box';
import type {Loadable} from '../props';
import {useSay} from '../words/messages';
import type {QrModules} from './props';

/** Dark on white in every theme: cameras read nothing else. Its place is kept while it is being drawn. */
export function QrCode({qr}: {readonly qr: Loadable<QrModules>}) {
    const say = useSay();
    switch (qr.kind) {
        case 'loading':
            return <div className="e2ee-qr" />;
        case 'failed':
            return <FailureBox failure={qr.failure} />;
        case 'ready':
            return (
                <svg
                    className="e2ee-qr"
                    role="img"
                    aria-label={say('e2ee.safety_number.qr')}
                    data-testid="e2ee-safety-qr"
                    viewBox={`0 0 ${qr.value.length} ${qr.value.length}`}
                    shapeRendering="crispEdges"
                    focusable="false"
                >
                    <rect width="100%" height="100%" fill="#fff" />
                    <path d={pathOf(qr.value)} fill="#000" />
                </svg>
            );
    }
}

/** One square per dark module. */
function pathOf(modules: QrModules): string {
    return modules.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
}
