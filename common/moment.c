#include "moment.h"

#include <time.h>

/* A day of the Gregorian calendar. */
struct date {
	int64_t year, month, day;
};

enum { DAY_SECONDS = 86400, YEAR_LAST = 9999 };

moment moment_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	return SECONDS(now.tv_sec) + now.tv_nsec / 1000;
}

int64_t now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC_COARSE, &t);
	return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

int64_t now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

/*
 * Days since 1970-01-01.  Years are counted from March, so that the leap day
 * is a year's last; 400 of them have 146,097 days.
 */
static int64_t days_of(struct date d)
{
	int64_t year = d.year - (d.month <= 2);
	int64_t era = year / 400, year_of_era = year % 400;
	int64_t day_of_year = (153 * ((d.month + 9) % 12) + 2) / 5 + d.day - 1;

	return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 +
	       day_of_year - 719468;
}

static struct date date_of(int64_t days)
{
	int64_t since = days + 719468;
	int64_t era = since / 146097, day_of_era = since % 146097;
	int64_t year = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
	int64_t day_of_year = day_of_era - (365 * year + year / 4 - year / 100);
	int64_t month = (5 * day_of_year + 2) / 153;
	struct date d = { .day = day_of_year - (153 * month + 2) / 5 + 1,
		          .month = month < 10 ? month + 3 : month - 9 };

	d.year = era * 400 + year + (d.month <= 2);
	return d;
}

static bool date_exists(struct date d)
{
	static const int8_t lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	bool is_leap = d.year % 4 == 0 && (d.year % 100 != 0 || d.year % 400 == 0);

	if (d.year < 1 || d.year > YEAR_LAST || d.month < 1 || d.month > 12 || d.day < 1)
		return false;
	return d.day <= lengths[d.month - 1] + (is_leap && d.month == 2);
}

/* n at out, `width` digits with zeros in front. */
static char *put(char *out, int64_t n, int width)
{
	for (int i = width - 1; i >= 0; i--, n /= 10)
		out[i] = (char)('0' + n % 10);
	return out + width;
}

void moment_write(moment t, char out[MOMENT_TEXT])
{
	const moment day = SECONDS(DAY_SECONDS);
	int64_t days = t / day - (t % day < 0);
	int64_t rest = t - days * day;
	struct date d = date_of(days);

	out = put(out, d.year, 4);
	*out++ = '-';
	out = put(out, d.month, 2);
	*out++ = '-';
	out = put(out, d.day, 2);
	*out++ = 'T';
	out = put(out, rest / SECONDS(3600), 2);
	*out++ = ':';
	out = put(out, rest / SECONDS(60) % 60, 2);
	*out++ = ':';
	out = put(out, rest / SECONDS(1) % 60, 2);
	*out++ = '.';
	out = put(out, rest % SECONDS(1), 6);
	*out++ = 'Z';
	*out = '\0';
}

/* Take one character out of `any` from the front of *s. */
static bool take_one(str *s, const char *any)
{
	if (!s->len || !s->ptr[0] || !strchr(any, s->ptr[0]))
		return false;
	*s = str_from(*s, 1);
	return true;
}

/* Take a number of exactly `width` digits from the front of *s. */
static bool take_number(str *s, size_t width, int64_t *out)
{
	str digits = { s->ptr, width };

	if (s->len < width || s->ptr[0] == '-' || !str_int(digits, out))
		return false;
	*s = str_from(*s, width);
	return true;
}

/* ".123456", or nothing; what is finer than a microsecond is dropped. */
static bool take_fraction(str *s, moment *us)
{
	moment worth = 100000;
	int64_t digit;

	*us = 0;
	if (!take_one(s, "."))
		return true;
	if (!take_number(s, 1, &digit))
		return false;
	do {
		*us += digit * worth;
		worth /= 10;
	} while (take_number(s, 1, &digit));
	return true;
}

/* "Z", "+02:00", or PostgreSQL's "+02"; nothing may follow. */
static bool take_offset(str *s, moment *offset)
{
	bool is_west = s->len && s->ptr[0] == '-';
	int64_t hours, minutes = 0;

	*offset = 0;
	if (take_one(s, "Zz"))
		return s->len == 0;
	if (!take_one(s, "+-") || !take_number(s, 2, &hours) || hours > 23)
		return false;
	if (take_one(s, ":") && (!take_number(s, 2, &minutes) || minutes > 59))
		return false;
	*offset = SECONDS(hours * 3600 + minutes * 60) * (is_west ? -1 : 1);
	return s->len == 0;
}

static bool take_date(str *s, struct date *d)
{
	return take_number(s, 4, &d->year) && take_one(s, "-") && take_number(s, 2, &d->month) &&
	       take_one(s, "-") && take_number(s, 2, &d->day) && date_exists(*d);
}

static bool take_clock(str *s, moment *t)
{
	int64_t hour, minute, second;

	if (!take_number(s, 2, &hour) || !take_one(s, ":") || !take_number(s, 2, &minute) ||
	    !take_one(s, ":") || !take_number(s, 2, &second))
		return false;
	*t = SECONDS(hour * 3600 + minute * 60 + second);
	return hour <= 23 && minute <= 59 && second <= 59;
}

bool moment_parse(str text, moment *out)
{
	struct date d;
	moment clock, fraction, offset;

	if (!take_date(&text, &d) || !take_one(&text, "Tt ") || !take_clock(&text, &clock) ||
	    !take_fraction(&text, &fraction) || !take_offset(&text, &offset))
		return false;
	moment t = days_of(d) * SECONDS(DAY_SECONDS) + clock + fraction - offset;
	/* An offset can lead out of the years that can be written. */
	if (t < days_of((struct date){ 1, 1, 1 }) * SECONDS(DAY_SECONDS) ||
	    t >= days_of((struct date){ YEAR_LAST + 1, 1, 1 }) * SECONDS(DAY_SECONDS))
		return false;
	*out = t;
	return true;
}
