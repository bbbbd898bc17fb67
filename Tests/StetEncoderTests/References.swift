/// Texts written for this test, and their vectors as the model gives them with weights of 32 bits,
/// each rounded to 8 bits by its largest number.
let references: [(text: String, vector: String)] = [
  (
    "What causes muscle spasms?",
    """
    C+obLeERQ/JX3gDdMgwLB+kMDgAHJKIa4yL2Bt6+DKTKJllsHPwIDtoTLAVfTeoRPBLF9TfQ+N/0Ncne+gDmAuMNBkoW\
    KBDs8O8P1PT3GvIp3az4APd/6+wo7LvsMhUM7u8iHi74XmgGHiUL6CTxWMXy9Rkj+t3w4r/A2LAElAAnqxT5087ZHQ3e\
    wcNZ9RDauv0l3yUv/0WqEfX+yPjx5RQNTAYXD0bq8OjYBRjHGfDqDOMDQB2+wCLQ0O4LDEETCNXtDPUL3ajWAhrY3Amy\
    1f6xFUXXGgLWAv/1TwMqHwDu8g4EEQMBP8Xpy7nuD8Tf0hA5JvlKGuQ9LezLGAIfJA8W+AjLRP4CKlFiSCzw/9uxROPt\
    CvAG6cYVCAwB0tLeVysF8ST9IAwHPMM4wRoouzBLJCaXMO48FrM28Qw9FwDuH7/s9QoT7hS9BvD62f4HuVX7LQjN9xQh\
    suY0Rp34Ag3UqVfTw9e/zAYH8Oru6yUyENvwMPfCD7wLNPoi2Mz/
    """
  ),
  (
    "How do you treat a back spasm?",
    """
    GQkbKrr/EbT3uuwVMNT5/DVeL/am0NQkzy3zDfe8A6/EMxE/BQ3MFxEhGu5XKC0JP/Y5AB/r4u8fL+f9O9zm5sP7Ai9I\
    U/XYGNry8QSxICEu+/cxKyVf/Rz9CNrnLAcRwewtEzKsaVD/1EAYAe/FVOcJCe4iGvmuCw0QtQ8F5QAKNvHMtRTu8yxE\
    ChJQwMS42jLvsDEa5SwLARfStv4cESwe+vjaKFWj8zWwLxXILiPr3ib4JN/y1hzd+xw20PHg7c7IGgLv0SjRM8/lKBKn\
    2N+h60YR/YEn7QDhChwOAwAC/CkE7/nYZdkBoc/++MIN/frkOBJJQAD9CyrkQsYQzTLawg32KtLXOysbOUQoo9fWJNzC\
    HCIO4ujhuyn13fMPL0giCe7b9SkHNgME6NAV5zcKPAYDRcks8884BzY4OQDI/DwIshDQFgOE6OoqGwjV51jhMrz4OhI9\
    5wUaH7Iw6PzojFos1BkZ0Qj497nSBcMw8W+aGy3kK+/oMRLttIU1
    """
  ),
  (
    "What are treatments for back muscle spasms?",
    """
    /AsgD5T/4NgRtvshL+cKDyx/TPXEDuUu1CPiCQe/JLDaBg5q9P7iAf4YOPQ++x8AJgEdFiTR++4ESNUYUOrm3Lgi5Tsx\
    K/jaLPj+EwvnL/4gzfUpGTJPBRgALub3B+H95uc5G0vUXijz7Dvz7fi1HbUh7CFK/PvGDhgfvQon7gDi+OzYvwAAIxzc\
    3fxa6uyjuyEPr08qE04A9zn03OkJGiT9+hTJClrq/Cu/PSK0CPvHyAb//c3pwf8NCgUO2CLn3+Lg78jq6AHjEMShGuqm\
    2Pa822cx3p8eHvCjGCIhKAAb6UEm6gbnMPrkneQeAKX91wDIUyJXLAEgAx7vR+YF3gvT3f0PQdQNNhQEPScWrK6sH+q3\
    /RcXwA3w1SHDyQjrOF4qF+XiAjEmTwwj39Mq4UImGw8EYO48FOkz1To+UwDiAiAfqQK9+fea6wEm/wrK52nqLa/qNflb\
    1RcJQJkS2ArquToY3+kfyBHq6PHX5hMDCTXMFPjYGt7EFB3wtssE
    """
  ),
  (
    "Is it safe to take two painkillers at once?",
    """
    JM64CdbS1BMr5hlVPTMIE/IE5kDo4e4mwxHcJej1Vcjp/TEGozQb7Qvr0+Mr/bbkTkI32vQzGebMG9VJxBP3E0pQBJED\
    LLjKT9vH4vsNmdnusP36BtzXB0rVPztIFvL7m1Wz4/OuwQpj8d7C6tMbHx1S7z0pTEzwA+VkxQTKGAD68QUMAfm4KvCw\
    BMYtCQogO/wp1hTX8B7BDg8RAe7Q3tU1CUvsWt0PACkgB0f6iAn4v8W0FyLtLu3OTwHD9dQFC2bq/vwGFBT0Cu8fMyMe\
    QQ3b+1/pJvab7Ei3DgW7AQDTaSZL9wsMwA0RCTHLxAHeNxrL1Mj99AEMCyXy80gfGyMrA0f7/gAg6DO5Ps3TF9fk4uwv\
    w/c72BPqKY4oKB/09+nLGt314/EXJwP2Mbj76tEFBQzU6CI05AxQCTMu1QA1DA7ugf/N7ZcpR2cUJ5UE/MbtXuUbMs89\
    QQL7/gPh3AMp9qjiaPkX688CdkDx8eH+N+86auzy39uz/OH5tw/2
    """
  ),
  (
    "How long does it take for a broken toe to heal?",
    """
    xMg3IxvMqAro5xE6+f7WFuDf+MHs5ADqAgLYR/ftzP4AQvTwBvTuBPYm5RAm+BkV9jO4c/YdLTUTSQn5MQsU6z/E6bX2\
    EMLzJtDkqscNM/S/Ojf1A939YfAJ+hvY0SgX7QnA/ewT2KhU6QtSERgiCgsExwbkG1ka9AojAtkqPgDcHeXJ+/8G3x//\
    7xUT4MUrCw+t2T7oK/gS+PwUGwJSIfwVy8Zk7Qy4NBQ1xfIC8Rno1yEiPcQZPhUNAScdCCTg3w8jFAPMEPbs8MwkA8Lc\
    GvTbAAIM6L/OBN6519LeLgAS9ylMEsyzfwL56PTSDOf7HzIOAPsNDwv2DGzL0P4GybwwBDSrEikvIZmzGyvTA/AqDTUN\
    QsU8IdnIngbBHTJYJQIJD/vROTHXFOUw/ukH5Nfi+JRO/zkT+twsDPjhywBETcb9FBIYABX55OwMQtLuAgT97sraC/bV\
    GQHewxUR0Qsy+gX1D//m2ikq1fMSCSfMDyFg89Xx/xDhFgC6yuEw
    """
  ),
  (
    "Why does my laptop fan run all the time?",
    """
    NP4WCDHR1ehjDAv84/k4Ew3Q9Mfl8PwbBuEx6dcCHQMJTRDyywkAFdvkQw8CKv0BLfwN7wOoGxMaCAjnJd/F7PzWDRAh\
    /R4qCgzq4eDREPLh8ewkIBhD3t0M6gUDD/UJJe0PF/IANy8Z/vMBANfR9wIxLMr959Iy9Cfh9tvaBQAf5w4a8xAB4gQD\
    F/vrDRzqAfHx3T781wvx+iETBRE89bMO8uv4EjPn8Aba+eL+ywXyNh36GB/Z7TDN/BUDGOwIDBNZBwIm/+AF4/bs3/yB\
    1MzwF+AR/OT+/gALBAwH+wD23hkG8AzB+OMi4dfZByb5+CAICeEyIdL3/ssPAA4GEOUkK8/8FjwF8Pw+GOsF9u4j6wnF\
    JxMJGgo5HedHBM30BAwbBibq/inv/MoF9+vbHdfs++r7pf8g/fog8x4iygDVCgkhEfIs7gf2LeTz7CXb4SsNA/0GEe8T\
    Ne77AQryDQfR2CwD6yzQIA7SESz/KeExJ+wEJ/jrCPwZDf8S9uj4
    """
  ),
  (
    "Can I return a gift without the receipt?",
    """
    x2by7O05Jtkc9jv+/Ojo2wg9EvMf/PgNNg7G98j6WPrO2QBMJf72DMsiIEwrADgKGu82GuQP8hhYCsD06MYD6PwW7O39\
    AT/tKh8bHQkPv0fOBgrnCCwgKhrlt/TT3NDSDtXzEzEKA/MYBeorGdHYJSswEgnO/BuB/N5aE87PRgDVGBTXJ/5Cwe7T\
    8zlR9ORc5/4v7QbQDOAVvPMkHvMdGD3R4QgYDEPWH9rxJOPEQ9XY6Pb8B/DisT40HNMaBAIP48svFwnyCyXQyQkD9QI5\
    wd/vCkTuSQgFCQW84RnXBgA48APhviYJFdQ1D8r5BkQH/QMc4+grHr2rHywfrL1m4NoCRNbi0QReDToOLiLD7edtGO0n\
    HcfGMQzkScTxrtbPEs1e9GkgDzf+2yI+3gwByeMWN9Iks+KvEQQy8jDiNgA0RE3X2Rf5867OCM3n8ADuRs7x/Az4G/zT\
    4iD/E9L56hoo98QA+gLeNPjhI+UZOK7WKNno6PrBBwcBEtgO2xPN
    """
  ),
  (
    "What is the difference between a cold and the flu?",
    """
    7OrQIhk3HDoy/NggSTseyOvE9y758b7nBP/YJ+ouDx39AdzvNEcU3NoyCfxBQNpoEufKI69wBlvy8ssNkxUUKBrstOsI\
    7bUXDuwi3hgS3SQACDjm2c9U7/giCOv3KaziKmvtK+OKJSgYNQnC7eDWLdH4J/Lk0hYPBMv6AwL06AAp+0RXHs/iNQVF\
    BvHoCkQfqdfjNDEfISgozs8g3evKCRgO9Mn67BbRD9TbGjb5yukN+SUYGQ4U5CE4/iD/IiXpAx8QKAcTOuzvLR4Q4/4M\
    2NvcDj2BCwYhLNToOC3tLgD38LkV90kXASkg0a/R8xjYHRnxRMDw29LvBxwyw/0h08Xw2APvxuPSI/VoJxwQ3eYX5RAF\
    7dmo0Ni14hkYlbi+ytP9AUHnOPMI7AgcKR8UGsEW37ewDBXhCtIaCvne9QBiRPoNDSf44iAhBTzj8NYXpO4TD//z4AZF\
    DAoSBOS2+AD/2s5m8tuaMwDi9/fzKssiufwAJvbHB64DEdbxyxAd
    """
  ),
  (
    "Where do I change my e-mail address?",
    """
    2dco8BrSI+VRIMzhEOHwB9IPFREICvziEujdVpuUPtctDgP49iEB+d7k99wsVCH5CxEp5dwYAzI4NPs2ZRYBGuG9JBDf\
    24ELwhUp9hENC2T3PfvfRg7t6fwLFNnuHLcl9wgCHRAWBjNI8R9C8flVz98K/+Hjb0X5z8TP+sL85QAYORgQ4+b7CAjg\
    GRATAO0UARAlAtUm+QwYSTULxATr5wg6SQnf3drpOv32Lg0zbA5SxzPQ2jvuAPfbLtXuLiIOCrTcn+gR9rL2R6y2qyOn\
    0vBaq0Md3QtgCfva5yoQ4QD2itgtqCRWPSAT0hf47fon9yqntsw6JAPk7zsKBLTTA6Ze2v3RBy8HJgMKLBdGEPvmKPXw\
    MvkOOf3lFgHcHBFH0iHm4QPSHc/9tL7bFiTeLu7qAsq26xIBG/45E+i80gD08lIuAjIWOULL6QRGJfHoF+IgMtkZFbMH\
    9SIW5PLwDPEJqfy8zP4AEjMY9OwnGNwM5dJNHRoX6P200ejpDPzJ
    """
  ),
  (
    "How many eggs can a hen lay in a week?",
    """
    HN/eBtYT7tgI6hPDyvgA9Mmq+uQcrh/g6tXA4/nZ2Bb3FxID5AQW+xf+CMj2EhsHLS4R+vdYYD3FAPkABRfy5RIJ4+7y\
    8xFPFvLvGyPk/O3PE/Lk9NkWPvb0BiIPCBsdBfWXB/jpJdf7FN/+5yre60IsP+n5FPdAIiUd2bX71AAE7yAgSND4Nzjm\
    /Lz550bfRSL/+7fl2O338gLF1w5KBffyRRhS7+kxKJw9BgDd5wnS7hAM6eI8KAT5CD745OQNBO6n5a5YF97NrucWBe8v\
    Ai4+wtPfFgxVOuwS7COd5AC8HoNFFOc2Wf0ZAuIAEAcIBfFb4tXz/0QFGAs29Ajws8ck8iIkBTAqF/QW6fMmKuMN9gHZ\
    /8wkENwFHCECK/MmzejC/dmsDPsyBJLsOwM2E4HUF+H1kkkTHETiNSnvCQAkJQwdXPwlwyX/H9bh7NsEHyMcGTkY8gIl\
    ECtK6zXl/ffO/Nz6BQLLEfYG0EYq7u707AcHYSwu3SDeCgHdMBft
    """
  ),
  (
    "Do cats need to be vaccinated every year?",
    """
    Phf84939A6nzGTQkHFQMDNXZIiXE7gb+0dez+dc627bWM/aoDRv2XLzO5usEBiXdFCLtBTMXAdAWG/HwuwjjKwIV4eRO\
    Ad1N+wz2LS0XZATi/jUdMh0JDNkBM+VFNr3tGggNDbaT7j4EGwjw9jMHIx0i+BQZujzRHu0RIg/UMQAMDxkHEf0ABui/\
    0wQS2T8BB+X67AbcLBoQ7/sOx/pC+vYGx/gfIhUoSvou/0/K8+fT2U3q08gOAwjbETP76j4NDTZmChsgMQicqdsCOPcZ\
    bBcNE3X4/zXo5TrvEBG5DwDY5xwoqz0A8TFh+BcqItzqq7/MpMEX/O4i/OFh/Zbs5vr2AhYKDhI9xAyxOeweFAJZ2NXR\
    3+7IKPUr2gkf4ejsvecN5CyhawjAz6oBdED+JtHR6vkKwi2u0jjy4TzC3wALdur+/Qf1gegcdOQnBAxAIubsSd4duBkB\
    5N/m7MXZ2Cin3K4JyxzTKQpDD6/58vAUBuovH97WDw3GDNgX8Bve
    """
  ),
  (
    "What’s the capital of Côte d’Ivoire?",
    """
    GT/fG/3bABctHfOB98MB9vrWA+b8BfrYGvD0/AjiDNQFFf/3BAcdBQgYA+j/Exgk7edK6Lkb4Qr0FhcoLeMEEgvvFuvd\
    6hbQD/ZIv8QsFvD9HwAM/u4l9Bu83/HeGMLn+zbNIgwM5dXvGzMBCQrPBesRCP3+uvYj6aPo9+MMLwAYCi0SF/zxKvUM\
    AbLdFRwQHAfr7gQT5PI1BPoiKAr39e3G6hDoCQYdMd74+PoX8/01+vv6/hYkI8rv+SE1DRETFPgRKSbE89n8KvQVBxIK\
    AvruvPvj4+jp2N3eJOru4QAc4tv+EiAeHNwHGcglBxEiAwkk7cjZDejXEcf2/B399d5UzwwR9xgkExYOQCv8E/QG+D8C\
    9QgRJ/Ms2+YMUPgJBAyrEhL3T/XJ8sZATfDl9sf4DRubQRawFzLjBwgQ7gAiAvMc9PP16+IX4Avo+Qkd8ioU8wUI/toZ\
    6xchCfstC+rtFfLl4ebqOiIlAxoCKB7539f1/Bz66Mf0Chv+CAru
    """
  ),
  (
    "Which antihistamine makes you least drowsy?",
    """
    H+slG0IDSCAbLMvKRiARKxTUIh/INisX9y31GRDD8+whvcvp/k00DQd/5tn31hggDkcEKLlYCg6iOtgto/L92whK1+0P\
    0avRKPr7vD3wB/7J8Ro+I88M9yb3OtkWJyfoBTimD/UHpjQYQxjDANLm7t4HpPE4FBcKEQcM4AQI9gDRGhUHL/LGaR/b\
    uvi9BzKrtMQFz/wG6D3CMi4kAA8pyRkR4Q2s5xkRryHnGevYqirl3CnfMQS95yXp+jnqAhjsIAnv7/vx+y3xNv3oOwse\
    tRbB3jP/4PjwJxDc3w0i6QAGqCUE6Rw18Ro8FvDkBAQMOArqABwayjgnFhIZFeX47AKo/DoC5rX9ChkjWj4zur6iCxvc\
    6CoT/PvOAAYH8ugD/MHtKw/FL6AB6b4qQRQu8vYjBvjD/jMb/RwREQIZOAAj4f841wHJA5vBSgwMB+Uv7T0PLsIk+Mg3\
    uN/XKd7cLvPa3g4gzA30Hgrp/ib4N+bx+isfY+nT9rTZ2cAtCQoc
    """
  ),
  (
    "How do I remove red wine stains from a wool carpet?",
    """
    AhEHIxoy2r/nxd752ijaKtIPGdUO6hD1EuXvNdYPdetoAOXsA9MPNRQV1x8d9BUrKyHvHeTd/hl/JBHKTNTgH94SEhrj\
    /LnxIh31AvTw8zKTDv838TP1yevaAgrY4PMqDhYC/fDqybC/CfwMLdbptxsNARlwFbAJDtdA3w/eOgDrA/HjUPnvESlT\
    VwXZy+EML9TD7x8w+QLPEhUdIfNSBNJFiQCeAS0YEhxKBPDQ4R0xLzdCQNTu8P8Q+eM0CTsb/7oDBg38/2Ue9bv16crg\
    spzuEeq64clMMM3q7LCrNgBj4QHv7/g5T9sdDybGLhheSCoK3fhEETfO5D3h6uf4576sA+QA6b8zQ6/B6QsElQn7Mw8a\
    7RgYQfvi61bRRMUU/yMRU+/rIlEnMsTHG+njAS26KjYg5s30AacW+DTiAAD0+TcR7fPAS87A8dToQDj25xD89g7zDRru\
    6wLnGQcr/Af9HA797f8F5ArV6QfS8OD9DTg+ADfbyTAA7S5J7y7H
    """
  ),
  (
    "Should children under 3 use toothpaste with fluoride?",
    """
    Ac+4++nNFFT6LiD17FIp6yQbAK5B5FDjKEzW0+5CKO0jju/79SP/EdAIH6wmwS7dMjMbFBbz1t4W0ehw0PbWAQoauL/6\
    NsgOcQE2NjkqA7MUCX8nOygHxtoB9WtZT83swSLgDOXJDUkJ99D8MhPPPu0V2OUMkfsfJMAGBfbUFwDRQxALx0Erw/DY\
    HOsg8ApetQPq+Sbx8jUVArYM9AkKyuMRrhgG+J0QJRoXDRz/DzsBMgs07S0hMu3vHuXYyenv2xBjKh/pAQib9c2+bik1\
    D1CR6wWI+NfZCfQVvi443wAS9gIi8gr4wEcwBDEjh+oBMw4g6yUQ8Cj0F+O/9yP3GSz525TF/9Al6EAlQcQ6/gz3TvH4\
    zNTGPSrQ6T8U/OrVDvidPR4vHiEZ0+bjORXWDuAe9OLliBnm6wsU8kjCLQA6UwExzCTk+toXKGAY/tXmNNLdLQImI/rt\
    1xoo3/+67O3+5rD6CK/7HtwPAOQY0P449czSvbcZDv/zDeYJzDMZ
    """
  ),
  (
    "HOW DO I CANCEL MY SUBSCRIPTION??",
    """
    /RIK9wX1GqQcHtgIHt3ZwuFOB+nuPuZrJuPaBtjtT9gm3gm7yfwBAjj9uvIc/sEJDVAZz7UH/Ao7PQYEP+GpNLRQFi4G\
    E8cDBxhIIBXRO1bSyhwJEzkM6jDEGzMr9r/m+urTCCPS8fX5rws59fsB2fMB03I6fwfD8ikP3xUSPwCp9/DXLPBTKuUq\
    HzAG/9SiGRTl5z32FgAO+eryHQD5Eu4sAsHR/PfYF/yiBTjfT6gx4lL/xObp9eTo5IkiujDtu/7fwtTtHwsR65/w6yEM\
    NyUN0SY+DxBREAKpCdkTQAAJ5+navdX2Hzj2Iyv3Mg8FIBWNAZcEEccI5QNZMekp8+3mTe4TZ977M7D6AiX6MdLVELu/\
    SCDt/0giSb0N+wr+FSotMxX7vDUd5hvo6v313zwL6/3e+xH0/yT7y+kPCgAW2Gf9HBDWSd30F/UhJCfA8/gSBtHkE64N\
    CDAXJ9H++/n5svcA/ukxPD79Hfoe/PNRUPUJSQG2wBXUmE4V9NLP
    """
  ),
  (
    "python list comprehension if else",
    """
    Fx8b/ELWVtfN/hj0/yUPBOgU8qMcGsorIBAF+9QIy/cOOGf4y/LCJsm0+uz3SvAjI+D576qzBS/++PKM79UAICHj2SLd\
    Gf4E/fslxHq56Ey/zh4p1qINSeYI8Nk270Jr5/W9Cg0PMcMkIDW9GbYX7y0JIN8YRa0DEvpG5eO00wCO1/TbFN8B3sXg\
    Bjb8IA4aAhcO/PPL8AcMxM/BAP7B5hTmPTg9zP4F/v4EGOLw7jMYRSrM6RH/DStAEfws/fgp8yEWLC8T3ssPCcwM68YK\
    vfsBByfuAzUV7hTUDRf2AAD4UxTc4PVg8VfnDd0K2BdC5xzq++QJ6fPbK+rC2hAH+BksCBQb67PpJlUSCMkIDEE57xgq\
    8ji3PKX749TqAfgZ8+nN8vgMFu7vl8UY/NnbK7cTDTTA6kdAKzn82Coy9gDp+/7tyv4M2SogJ/PNES1bGAoaMy3TBS7k\
    QtfwFBghCuvRB+EbFvsL9ODdLCDVIdYRuOr7C8ow9xF/uw8SNEbd
    """
  ),
  (
    "When was the treaty of Westphalia signed, and by whom?",
    """
    Bm4Ry9DeKwgZ8dv2BCH5C88h+93r4RzRIvFPs9cYscmqJxAGZSjTBsMUHhe7Cv8TqhUKCtP2LUPxPdQV1/Ov5h61Ufeu\
    Hv3UCLFMwNMpEM3WOQYYSM8d8U74GdQS5ccSQ0xWDhuwoBv4HOTaOCjACPkN8h4g5lux6wDIF7FRLwAC/EYQyAAi8pPH\
    9APr1R3u2xsuBBIH2RkT+vgOzvk2JhcJ3yLt9gjCKBAF0hry0MwWIuUYKQjIRt8k8DnaM0r4GyYFGBLt/ksX6wvy9TS7\
    9dHp7Ewd3dMK6SjtDgQh6QBj4w772gEVHKz8Ef8DS6n28iUjBv0B6fbnw1/ly/Qb+NPjJ6r/DygS3QX6f1UwIAb/BSsp\
    MbkNDtsIL9rTOfsWNvm5CTvWCvESI0KjGg3USeQNDSMjERDV8xoBCQAT5QA4GMvnoPYp8dkmHEzcCNzd3vviC7v35OkM\
    Di4U8764/Oko1+/HBjzqFGE8GiMj6esw97gkKqEBD/kLCP4o8fL3
    """
  ),
  (
    "東京の天気はどうですか?",
    """
    UF1T/9VGK/DM8jK16+nosP3kBOAV+9gt7xjxHyoaACYG1g8U8NIh+60FGPTgGBUMGdgd9fEhCzIMDPD1qv0P6nIV7Org\
    zhUBI9vbELj499zw3exP+xAJHSPm3TbFCaM7vOYF8DH9GQP/5QTIDwLrwMjuFBw30bLX/PHj+c4lSQAtrvYD3gMKMQf9\
    //YI1iMsDfwM+vfn3e348drX+hb27N0vE9w1bTw2G+HVyE0q/+M7CQ4P5gVwMh8j4jUNHRoYE7/29O8J8e5mGN7G31z7\
    CfbE7iQ4HxvzIt7qukTlsQD/GNHuzfjnYdgA0Pku/fQQUhPPAvqWGT/dIVzs9B3yFw499d854fkL1+Nj9fgcpgzJKw7u\
    AOYKJPAE8AUU+PXl9vAJACBEIuX3BsMYHBY1ANhI9s726JAiG8oBYtu7/AAK5M4I8tYDNx8fV/G8ObzjF/775hruGfH/\
    H9EE/BH8E+QR4Ns/RMnSPhUHAVHUNgokBoEmJfjIHQsPPv7eXoco
    """
  ),
  (
    "Does it hurt?",
    """
    H+UePB38f+UO7srnDD03DBr3o+Ta9rn1zr77Sfi+0w8hOSEK5CkQ1zH8Fu47RUX74vsb2SXxDBX3APvw9vsjWz4T+Ikc\
    Cfww193LyhbbCD3r6NktyOxa5s0rO+cdTPcczP2lMxs+DP3zDcLwBhITDxngzPM/ENM00MECKMag6ABepwbK1eweHckH\
    8wwW9EIDzPDf8MwityHWF7PKDw+Z6hrtNARcWPre9A7KEQQGDuvt37UQbBD5UTLSG/r5me4s3AodISYDzwnK7uVJ5Cga\
    syDjOPwm+/qRKAYNBfe/8ACWDw0pE9f6VKQ1ENnkLWXzJhQG5sDeN+/EFT6Zy/wr9Qw85XBLARj5BvDQHdn3PNEWQA09\
    IedS28X/yevxUOj77eTk6yMG997OEM4MD/jW8ccYQrvp4REurgxLQRAbAwDDKd26+ev8wNIK/yAQPcRlReH9G+oi2zHo\
    BDwz3AlLE+ouBcbR7s4U/elGHcjeW9fyJS0qDPQz4AcEOvz+xwsP
    """
  ),
  (
    """
    The report was late because the printer had run out of ink, the courier did not \
    come, and nobody had written down the number of the office on the third floor, so \
    that in the end someone had to walk across town in the rain with all forty copies \
    under a coat that was never meant for such weather.
    """,
    """
    6zkmXRoi/gnPBzkYNde/3O7H8u0CGxsgER/E5fLw9j0rBWLTTyMoByj75w3m4N8G+g4PEODK17cYI9Hr6uePGGIL2dPp\
    FAcfCAAX8fLs9AD/1v9/+MsZ/+/oA+TqUOkOCgcrJPEAEtUO4uPF1v8N3SjsKO3pAeET9RPa+9UlTwAC9fsdeBDp4SgA\
    9voO+PU6LiDNHRK4FOnfMfkBMA8FLGQHEgcc4QsgwAsLzxIDAgkFQSQqAyL2zCzWAABMXTbsG9v2Df/8DgIG4Cka7t0l\
    wwLo7LoTFB0l2DYZ4xLqBwDKBNni4fTm8RRB89j3GgMkNQPq6C7M2lHjFCPI5wYb/Pw8ARULOvnkCuAZ3PTm4O8Q+PH1\
    9xupIdHw4ivkDNjr9+8G2xLtAv/S5itD20bS/N77vQ7f3C7I8B44JQYG/wDjIfXkMMlZDgw1/8HzFxrJHqjQygDp9uTk\
    /vkBBhb+++Dv5/lMBPD33OndDi7p4ubn6ArrFFwJ0/j2+P7d2N8a
    """
  ),
]
