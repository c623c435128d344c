#include "mocksmtp/match/value.hpp"

namespace mocksmtp::match {

values values::list() {
    values made;
    made.is_list_ = true;
    return made;
}

void values::add(value item) {
    if (size_ < few_.size()) {
        few_[size_] = item;
    } else {
        if (more_.empty()) more_.assign(few_.begin(), few_.end());
        more_.push_back(item);
    }
    ++size_;
}

}  // namespace mocksmtp::match
