/* Upper tail of the studentized range in 113 bits (libquadmath): Gauss-Legendre panels of 16 points in both integrals,
 * over z and over the logarithm of s. The points q are of four digits, for tails from 0.6 to 1e-200.
 * gcc -O2 studentized_range.c -lquadmath -lm -o /tmp/studentized_range && /tmp/studentized_range >
 * studentized_range.csv
 * With k, df and q as arguments it prints that one p, for pairs_digits.py. */
#include <math.h>
#include <quadmath.h>
#include <stdio.h>
#include <stdlib.h>

typedef __float128 quad;

static const struct {
    int k;
    double df, q[2];
} cases[] = {
    {2, 2, {0.8729, 6.085}},          {2, 5, {2.548e+06, 2.548e+20}},  {2, 7.5, {1.518e+27, 7.365}},
    {2, 20, {2.95, 8.278}},           {2, 100, {137.2, 11.55}},        {2, 1000, {4.667, 0.7419}},
    {2, INFINITY, {6.247, 16.3}},     {3, 2, {1.912e+06, 1.912e+100}}, {3, 5, {1.436, 4.602}},
    {3, 7.5, {3.718e+04, 8.011e+13}}, {3, 20, {6.121e+10, 6.065}},     {3, 100, {3.365, 6.962}},
    {3, 1000, {34.01, 10.44}},        {3, INFINITY, {5.063, 1.363}},   {5, 2, {784.6, 2.481e+15}},
    {5, 5, {902.2, 3.592e+40}},       {5, 7.5, {2.098, 4.966}},        {5, 20, {205.2, 6.492e+05}},
    {5, 100, {1411, 5.705}},          {5, 1000, {3.865, 6.958}},       {5, INFINITY, {30.28, 10.52}},
    {10, 2, {100.5, 3.123}},          {10, 5, {42.98, 4.312e+06}},     {10, 7.5, {195.8, 2.283e+27}},
    {10, 20, {2.848, 5.008}},         {10, 100, {24.88, 142.5}},       {10, 1000, {55.02, 6.001}},
    {10, INFINITY, {4.474, 7.321}},   {20, 2, {3.805e+50, 3.805e+06}}, {20, 5, {19.5, 3.605}},
    {20, 7.5, {25.52, 5.577e+04}},    {20, 20, {29.04, 7.467e+10}},    {20, 100, {3.51, 5.149}},
    {20, 1000, {17.55, 34.39}},       {20, INFINITY, {42.99, 6.411}},
};

enum { N = 16 };
static quad points[N], shares[N];

/* Zeros of the Legendre polynomial of degree N by Newton's method, and weights. */
static void make_points(void)
{
    for (int i = 0; i < N; i++) {
        quad x = cosq(M_PIq * (i + 0.75Q) / (N + 0.5Q)), slope = 1;
        for (int round = 0; round < 60; round++) {
            quad before = 1, value = x;
            for (int n = 2; n <= N; n++) {
                const quad next = ((2 * n - 1) * x * value - (n - 1) * before) / n;
                before = value;
                value = next;
            }
            slope = N * (before - x * value) / (1 - x * x);
            x -= value / slope;
        }
        points[i] = x;
        shares[i] = 2 / ((1 - x * x) * slope * slope);
    }
}

static quad lower(quad z)
{
    return erfcq(-z * M_SQRT1_2q) / 2;
}

static quad range_integrand(quad z, quad w, int k)
{
    const quad whole = lower(z), part = lower(z - w) / whole;
    const quad lost = part < 1 ? -expm1q((k - 1) * log1pq(-part)) : 1;
    return k * expq(-z * z / 2) / sqrtq(2 * M_PIq) * powq(whole, k - 1) * lost;
}

static quad range_tail(quad w, int k)
{
    if (w > 70) /* below 1e-500 */
        return 0;
    quad sum = 0;
    for (quad low = w / 2 - 9; low < w / 2 + 9 || low * low < w * w / 2 + 160; low += 1.5Q)
        for (int i = 0; i < N; i++)
            sum += shares[i] * 0.75Q * range_integrand(low + (points[i] + 1) * 0.75Q, w, k);
    return sum;
}

static quad studentized_panel(quad q, int k, quad df, quad low, quad width)
{
    const quad half = df / 2, log_factor = logq(2) + half * logq(half) - lgammaq(half);
    quad sum = 0;
    for (int i = 0; i < N; i++) {
        const quad u = low + width * (points[i] + 1) / 2;
        sum += shares[i] * width / 2 * expq(log_factor + df * u - half * expq(2 * u)) * range_tail(q * expq(u), k);
    }
    return sum;
}

static quad studentized_tail(quad q, int k, quad df)
{
    const quad middle = logq(df / (df + q * q / 2)) / 2, width = fminq(0.5Q, 1.8Q / sqrtq(2 * df));
    quad sum = 0;
    for (int side = -1; side <= 1; side += 2) {
        quad last = 0;
        for (int i = side < 0 ? -1 : 0;; i += side) {
            const quad part = studentized_panel(q, k, df, middle + i * width, width);
            sum += part;
            if (part < sum * 1e-18Q && part <= last)
                break;
            last = part;
        }
    }
    return sum;
}

/* p of what the words k, df and q say. */
static void print_one(char **words)
{
    const quad p = studentized_tail(strtoflt128(words[2], NULL), atoi(words[0]), strtoflt128(words[1], NULL));
    char text[64];
    quadmath_snprintf(text, sizeof text, "%.30Qg", p);
    puts(text);
}

int main(int argc, char **argv)
{
    make_points();
    if (argc == 4) {
        print_one(argv + 1);
        return 0;
    }
    printf("# libquadmath of GCC %s, studentized_range.c\nid,value\n", __VERSION__);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const int k = cases[i].k;
        const double df = cases[i].df;
        printf("k%dcase%zu.shape,%d %.17g\nk%dcase%zu.q,%.17g %.17g\nk%dcase%zu.p,", k, i, k, isinf(df) ? 0.0 : df, k,
               i, cases[i].q[0], cases[i].q[1], k, i);
        for (int j = 0; j < 2; j++) {
            const quad p = isinf(df) ? range_tail(cases[i].q[j], k) : studentized_tail(cases[i].q[j], k, df);
            char text[64];
            quadmath_snprintf(text, sizeof text, "%.17Qg", p);
            printf("%s%s", text, j == 0 ? " " : "\n");
        }
        fflush(stdout);
    }
    return 0;
}
