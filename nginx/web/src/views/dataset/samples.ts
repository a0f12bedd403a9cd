/** Texts to try things out with, made up for this: letters and notices with people, places and organisations. */
import * as api from '../../api.ts';
import { Problem } from '../../problem.ts';
import { untilOver } from './poll.ts';

interface sample {
	readonly id: string;
	readonly kind: 'letter' | 'news' | 'notice';
	readonly content: string;
}

export const samples: readonly sample[] = [
	{
		id: 'letter-1',
		kind: 'letter',
		content: `Dear Anna,

your parcel reached me in Vienna only on Tuesday. Herr Johann Reiter of the Danube Steam Company carried it up the stairs himself and would not take a coin for it.

Yours, Clara`,
	},
	{
		id: 'letter-2',
		kind: 'letter',
		content: `Dear Clara,

I am glad that it came. Tell Mr Reiter that my brother Paul still speaks of the winter in Linz, when the river froze and nobody could leave.

Anna`,
	},
	{
		id: 'letter-3',
		kind: 'letter',
		content: `Sir,

the Society of Friends of the Library meets on 4 March in Graz. Professor Ilse Novak will speak about maps. We would be honoured if you came.

T. Hallström, secretary`,
	},
	{
		id: 'letter-4',
		kind: 'letter',
		content: `My dear Tomas,

Lisbon is loud and bright. I have a room above a bakery, and Senhora Matos wakes me at five with the smell of it. The bank has not written yet.

Your sister, Inês`,
	},
	{
		id: 'letter-5',
		kind: 'letter',
		content: `Dear Inês,

Banco do Cais wrote to me instead of you. They want your signature again. I shall bring the papers when I come to Porto in May.

Tomas`,
	},
	{
		id: 'letter-6',
		kind: 'letter',
		content: `Dear Dr Okafor,

thank you for the two days in Enugu. The students of Hillside College have talked of nothing else since. Miss Adaeze Obi asks whether she may visit your laboratory in Lagos.

Respectfully, Samuel Bright`,
	},
	{
		id: 'letter-7',
		kind: 'letter',
		content: `Granny,

we saw the sea at Whitby. Leo lost a shoe. A man from the lifeboat found it and Dad gave him a bar of chocolate. We are at Aunt Margaret’s until Sunday.

Love, Nell`,
	},
	{
		id: 'letter-8',
		kind: 'letter',
		content: `To the director of Nordlys Shipping, Bergen.

Our crates from Reykjavík arrived wet. Captain Eiríksdóttir says that they were dry when she signed for them. Please tell us who is to pay.

Hanne Lund, for Lund & Daughters`,
	},
	{
		id: 'news-1',
		kind: 'news',
		content:
			'KRAKÓW. The tram works will buy forty new carriages from Vistula Rail. Mayor Helena Zając signed the contract on Monday in the presence of Marek Wilk, who leads the company.',
	},
	{
		id: 'news-2',
		kind: 'news',
		content:
			'Flood water has left the old town of Passau. The Red Lantern Relief Fund counted ninety houses that cannot be lived in, and asks for blankets, not for clothes.',
	},
	{
		id: 'news-3',
		kind: 'news',
		content:
			'The University of Tartu and Baltic Seed Bank have found a rye that was thought to be lost. It grew, says botanist Kadri Saar, behind a school in Võru.',
	},
	{
		id: 'news-4',
		kind: 'news',
		content:
			'Rosa Delgado of Club Ciclista Andes won the stage from Mendoza to San Juan by eleven seconds. Second was Yuki Tanabe, third Marta Kowalczyk of Team Meridian.',
	},
	{
		id: 'news-5',
		kind: 'news',
		content:
			'After thirty years the ferry between Nyborg and Korsund will sail again. Storebro Line has bought a ship in Gdańsk; its first captain will be Peder Holm.',
	},
	{
		id: 'news-6',
		kind: 'news',
		content:
			'A court in Nairobi has decided that Green Valley Tea must pay its pickers for the strike of last year. “We asked for a day’s wage for a day’s work,” said Wanjiru Kamau, who spoke for them.',
	},
	{
		id: 'news-7',
		kind: 'news',
		content:
			'The museum in Leiden shows drawings that Jacob van Eck made on the coast of Sumatra. They were lent by the Hartog Foundation and by a family in Padang.',
	},
	{
		id: 'news-8',
		kind: 'news',
		content:
			'Nobody was hurt when the roof of the station in Valparaíso came down on Friday night. The railway, Ferrocarril del Sur, had warned the city twice.',
	},
	{
		id: 'notice-1',
		kind: 'notice',
		content:
			'Lost between Green Park and Victoria: a brown leather bag with the letters M.B. Whoever finds it is asked to leave it with Mr Ahmed at the Corner Bookshop.',
	},
	{
		id: 'notice-2',
		kind: 'notice',
		content: 'The office is closed on Thursday. Deliveries are taken next door.',
	},
	{
		id: 'notice-3',
		kind: 'notice',
		content:
			'Choir St Cecilia looks for two tenors. We rehearse on Wednesdays in Galway; ask for Bríd Ní Fhloinn or Father Dunne.',
	},
	{
		id: 'notice-4',
		kind: 'notice',
		content:
			'Harbour Radio: this evening at eight, Jean-Luc Perrin talks with the glass makers of Murano and with Sofia Conti of the Venetian Guild of Crafts.',
	},
];

const lines = (): Blob => new Blob([samples.map((s) => `${JSON.stringify(s)}\n`).join('')]);

/** Fill a dataset with them, as any file does; done when they are there. Doing it twice adds nothing. */
export async function importSamples(dataset: string): Promise<void> {
	const { id } = await api.createImport(dataset, { format: 'jsonl', content_field: 'content', id_field: 'id' });
	await api.sendPiece(id, { offset: 0, isLast: true, body: lines(), progress: () => {} });
	const ended = await untilOver(id, () => {});
	if (ended.state !== 'done') throw new Problem(0, 'refused', 'The sample texts were refused');
}
