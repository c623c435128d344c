// The program: reads its settings, does what the command line asks for, and answers with an exit status.
#pragma once

namespace api::program {

// 0: done, 1: it failed while running, 2: wrong use, wrong settings or a port that is taken. The environment ends with
// a null pointer.
int run(int argc, const char* const* argv, const char* const* environment);

}  // namespace api::program
