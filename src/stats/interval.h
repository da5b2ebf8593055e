/* stats/interval.h: intervals of confidence. */
#ifndef STATS_INTERVAL_H
#define STATS_INTERVAL_H

/* Both ends belong to it; an end that does not exist or is infinite is NAN. */
struct stats_interval {
    double low, high;
};

#endif
