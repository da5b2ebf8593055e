/* Roots of a function of one variable. */
#include <gsl/gsl_errno.h>
#include <gsl/gsl_roots.h>

#include "stats/stats_internal.h"

#define MOST_STEPS 200
#define PRECISION 1e-13

double stats_solve(double (*function)(double x, void *given), void *given, double low, double high)
{
    stats_quiet_gsl();
    gsl_function solved = {function, given};
    gsl_root_fsolver *solver = gsl_root_fsolver_alloc(gsl_root_fsolver_brent);
    if (gsl_root_fsolver_set(solver, &solved, low, high) != GSL_SUCCESS)
        g_error("no root between %g and %g", low, high);
    for (int step = 0; step < MOST_STEPS; step++) {
        gsl_root_fsolver_iterate(solver);
        const double below = gsl_root_fsolver_x_lower(solver), above = gsl_root_fsolver_x_upper(solver);
        if (gsl_root_test_interval(below, above, 0.0, PRECISION) == GSL_SUCCESS)
            break;
    }
    const double root = gsl_root_fsolver_root(solver);
    gsl_root_fsolver_free(solver);
    return root;
}
