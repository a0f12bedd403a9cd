/* The words in which screens are told. */
export const click = (page, role, name) => page.getByRole(role, { name, exact: true }).click();
export const seen = (page, text) => page.getByText(text).first().waitFor();
export const open = (selector) => async (page) => {
	await page.locator(selector).first().waitFor();
};
