# bash completion of syncreport. Commands, options and figures are asked of the program itself, so that they are those of
# the version that runs; the words that options take stand here, and a test compares them with --help.

_syncreport_words() {
    case $1 in
    --format)
        if [[ $2 == export ]]; then echo csv json tex; else echo pdf svg png eps; fi ;;
    --width)
        echo acm-column acm-text ieee-column ieee-text springer-column springer-text elsevier-column elsevier-text ;;
    --theme) echo default study ;;
    --paper) echo a4 letter ;;
    --platform) echo github huggingface ;;
    --dates) echo ymd mdy dmy ;;
    --posthoc) echo dunn tukey games-howell ;;
    --adjust) echo none bonferroni holm bh by ;;
    --alternative) echo two-sided less greater ;;
    --center) echo median mean ;;
    --print) _syncreport_figures ;;
    --rules | --old-rules)
        echo period_days= phase_days= rare_max= frequent_run= dominated_periods= dominated_variants= hf_time= date= \
            since= until= merges= bots= ;;
    methods)
        echo describe shapiro-wilk kruskal-wallis anova welch-anova levene mann-whitney kolmogorov-smirnov wilcoxon \
            spearman kendall pearson chi-square chi-square-gof fisher kappa ;;
    esac
}

_syncreport_figures() {
    "$program" figure --list 2>/dev/null | cut -f 1
}

_syncreport_commands() {
    "$program" --help 2>/dev/null | sed -n 's/^  \([a-z][a-z-]*\)  *[a-z].*/\1/p'
}

_syncreport_options() {
    "$program" "$1" --list-options 2>/dev/null
}

# Files whose names match one of the patterns, and folders on the way to them.
_syncreport_files() {
    local file pattern
    while IFS= read -r file; do
        if [[ -d $file ]]; then
            COMPREPLY+=("$file/")
            continue
        fi
        for pattern in "$@"; do
            # shellcheck disable=SC2053 # a pattern
            [[ $file == $pattern ]] && COMPREPLY+=("$file") && break
        done
    done < <(compgen -f -- "$current")
    compopt -o filenames -o nospace 2>/dev/null
    if [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} != */ ]]; then compopt +o nospace 2>/dev/null; fi
}

_syncreport_offer() {
    mapfile -t COMPREPLY < <(compgen -W "$1" -- "$current")
    if [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *= ]]; then compopt -o nospace 2>/dev/null; fi
}

# What stands behind an option; fails where the option takes nothing.
_syncreport_value() {
    local words
    _syncreport_options "$command" | grep -qx -- "$previous=" || [[ $previous == -o ]] || return 1
    words=$(_syncreport_words "$previous" "$command")
    if [[ -n $words ]]; then
        _syncreport_offer "$words"
        return
    fi
    case $previous in
    --study | --git) _syncreport_files ;;
    --corpus) _syncreport_files '*.db' ;;
    --template) _syncreport_files '*.md' ;;
    --font) _syncreport_files '*.ttf' ;;
    --family | --repository | --owner | --labeller | --collected | --note | --by | --rev | --jobs | --dpi | --height | \
        --families | --commits | --seed | --sample | --sql | --value | --group | --x | --y | --count | --expected | \
        --time | --event | --replicates | --delimiter | --decimal)
        if [[ $command == import && $previous == --families ]]; then _syncreport_files '*'; fi ;;
    *) _syncreport_files '*' ;;
    esac
}

_syncreport_argument() {
    case $command in
    test)
        if [[ $COMP_CWORD -eq 2 ]]; then _syncreport_offer "$(_syncreport_words methods)"; fi ;;
    figure)
        if [[ $COMP_CWORD -gt 2 ]]; then _syncreport_offer "$(_syncreport_figures)"; fi
        _syncreport_files '*.db' '*.sql' ;;
    scan) _syncreport_files ;;
    *) _syncreport_files '*.db' ;;
    esac
}

_syncreport() {
    local program=$1 current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} command=${COMP_WORDS[1]}
    COMPREPLY=()
    if [[ $COMP_CWORD -eq 1 ]]; then
        _syncreport_offer "$(_syncreport_commands) --help --version --cite"
    elif [[ $current == -* ]]; then
        _syncreport_offer "$(_syncreport_options "$command" | tr -d =)"
    else
        _syncreport_value || _syncreport_argument
    fi
}

complete -F _syncreport syncreport
