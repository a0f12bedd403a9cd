/** What a report calls someone. */
export const nameOf = ({ username }: { readonly username: string | null }): string => username ?? 'Someone who left';
