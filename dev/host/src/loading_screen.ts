export function hideLoadingScreen(): void {
    document.getElementById('initialPageLoadingScreen')?.remove();
}
